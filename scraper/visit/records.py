"""One visit to an address, and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

OF_THE_PAGE = ("page", "text")
"""Channels that show the article as well as its thread: the page, and a text dump of one."""


class Outcome(StrEnum):
    """What became of a visit. The values are stored and exported.

    `NEW`, `CHANGED` and `UNCHANGED` showed a thread, `SUSPECT` and `GONE` were not the article that was asked for, a
    person wished what is `FORGOTTEN` not to be archived. `PART` was a further page of another visit's thread.
    """

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    NOT_MODIFIED = "not_modified"
    SUSPECT = "suspect"
    GONE = "gone"
    FORGOTTEN = "forgotten"
    FEED = "feed"
    SITEMAP = "sitemap"
    ARCHIVE = "archive"
    PART = "part"
    FAILED = "failed"
    REFUSED = "refused"


LISTS = (Outcome.FEED, Outcome.SITEMAP, Outcome.ARCHIVE)
"""What lists pages, and is none."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page, answered or not: a row of `fetches`. What is not known is None.

    `url` was asked for, `final_url` answered after `redirects` (the addresses in between, in order). The archive
    sets `outcome` of visits with a thread. `error` is the one-line message of a failure. `size` counts the
    bytes of the body before any decoding of text; `seconds` is the time the request took; `fetched_at` is UTC. Until
    `fresh_until` (UTC) the server asks not to be asked again. `parts` are the further pages of the thread, in order.
    `doubt` says why what came is not what was asked for, where that is known: a challenge, a login page, an error page
    that says 200. `embeds` is what the page says of its thread elsewhere (scraper.channels.select.noted).
    """

    url: str
    final_url: str | None = None
    redirects: tuple[str, ...] = ()
    status: int | None = None
    outcome: Outcome | None = None
    error: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    size: int | None = None
    fetched_at: str | None = None
    seconds: float | None = None
    channel: str | None = None
    fresh_until: str | None = None
    doubt: str | None = None
    parts: tuple[Part, ...] = ()
    embeds: str | None = None

    @property
    def is_of_page(self) -> bool:
        """Whether it was a visit to the page itself, and not to another channel."""
        return self.channel in (None, "page")


@dataclass(frozen=True, slots=True)
class Part:
    """A further page of the same thread: the visit to it, and the bytes that came."""

    visit: Visit
    data: bytes


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional request needs (RFC 9110, section 13), and which parser read the page that they stand for.

    `kind` is 'page', 'comments', 'feed', 'sitemap' or 'archive'.
    """

    etag: str | None = None
    last_modified: str | None = None
    parser_version: str | None = None
    kind: str = "page"
