"""What a channel is: one way to the comments of a thread that does not lead over its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from scraper.errors import NotAPage, ScraperError
from scraper.html import plain_text, safe_html, soup_of
from scraper.incomplete import Code, Incomplete, too_few
from scraper.thread import Article, Comment, arrange

if TYPE_CHECKING:
    from scraper.channels.session import Web
    from scraper.page.page import Page
    from scraper.thread import Embed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a channel gave of one thread: `comments` in reading order (scraper.thread.arrange).

    `id_system` and `id_scope` say in which numbering their ids stand, as on Thread: the same comment has the same id
    there, whichever channel shows it. `declared_count` is what the channel says that there are, `complete` True where
    it showed all, None where that cannot be told, False where some are missing; `incomplete` says why. `page` is the
    address of the article where the channel states it, `article` what it says of that.
    """

    comments: tuple[Comment, ...]
    id_system: str
    id_scope: str
    declared_count: int | None = None
    complete: bool | None = None
    incomplete: Incomplete | None = None
    page: str | None = None
    article: Article = field(default_factory=Article)

    @classmethod
    def of(
        cls, flat: Iterable[Comment], ids: tuple[str, str], count: int | None, why: Incomplete | None, page: str | None
    ) -> Reading:
        """The thread that comments make (see `threaded`), and whether it is complete (see `judged`).

        `ids` says where their ids stand, by system and scope; `count` is how many comments are declared.
        """
        comments = threaded(flat)
        complete, incomplete = judged(len(comments), count, why)
        return cls(comments, *ids, count, complete, incomplete, page)


class Answer(NamedTuple):
    """What was sent: the address asked for (normalised), the one that answered, and the bytes."""

    asked: str
    url: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of the time when a channel was read: all answers, in the order of asking.

    `page` is the address of the page that it was asked for. What no answer's bytes tell was noted then: `declared`, how
    many comments there were, and `failed`, why some of them could not be had.
    """

    page: str
    answers: tuple[Answer, ...]
    declared: int | None = None
    failed: Incomplete | None = None


class Reader(Protocol):
    """One channel: a module with these functions. Its name is the one that systems.toml has it under.

    It holds no state: it is called from many threads, and in worker processes.
    """

    def find(self, page: Page) -> Mapping[str, str] | None:
        """What the page says of a thread that this channel can read: what `read` needs to ask for it; None if nothing.

        Asked of every page, so a few look-ups in its tree, links and headers at most. The tree is left as it is.
        """

    def read(self, embed: Embed, web: Web) -> Reading:
        """Have the thread that the page spoke of. FetchError or ParseError when nothing of it can be had.

        What breaks off half-way is a Reading that is not complete, and says why.
        """

    def again(self, kept: Kept) -> Reading:
        """What `read` makes of the same answers, with nothing asked for. ScraperError when they cannot be read."""


def threaded(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """Comments in the channel's order, each once by its id, below the ones whose id they name as `parent_id`.

    A comment whose parent is not among them stands at the top and keeps `parent_id`.
    """
    by_id: dict[str, Comment] = {}
    for number, comment in enumerate(comments):
        by_id.setdefault(comment.id if comment.id is not None else f"#{number}", comment)
    place: dict[str | None, int] = {key: number for number, key in enumerate(by_id)}
    placed: list[Comment] = []
    for key, comment in by_id.items():
        above = comment.parent_id if comment.parent_id != key else None
        parent = place.get(above)
        placed.append(replace(comment, parent=parent, parent_id=above if parent is None else None))
    return arrange(placed)


def judged(count: int, declared: int | None, reason: Incomplete | None = None) -> tuple[bool | None, Incomplete | None]:
    """Whether a channel that gave `count` of `declared` comments gave all, and why not. `reason` speaks first."""
    if reason is not None:
        return False, reason
    if declared is None:
        return None, None
    return (True, None) if count >= declared else (False, too_few(count, declared))


def not_by_count(reason: Incomplete | None) -> Incomplete | None:
    """A reason why comments are missing, unless it only compares two numbers, as `judged` does."""
    return None if reason is not None and reason.code is Code.TOO_FEW else reason


def read_each(kept: Kept, read: Callable[[Answer], T]) -> list[tuple[Answer, T]]:
    """The answers, each as it is read. The error of one that cannot be read is raised, but for two kinds: what was to
    be had first and not here (another form of it came next), and what is known to have failed.
    """
    found: list[tuple[Answer, T]] = []
    first: ScraperError = NotAPage(f"{kept.page}: nothing was kept of what its channel sent")
    for answer in kept.answers:
        try:
            found.append((answer, read(answer)))
        except ScraperError as error:
            if found and kept.failed is None:
                raise
            first = error if not found else first
    if not found:
        raise first
    return found


def words(html: str, base: str) -> tuple[str, str]:
    """The plain text and the safe HTML of what a person wrote."""
    return plain_text(soup_of(html)), safe_html(html, base)
