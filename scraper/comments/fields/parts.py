"""The parts of one comment as they are found, with the rule that found each."""

from __future__ import annotations

from dataclasses import dataclass, field

from scraper.dates import Order
from scraper.evidence import Evidence
from scraper.thread import Kind, State

SURE_RULES = ("system", "marked", "class")
"""Rules by which an element is named for what it holds: an author also where the name reads like a label ("Anonymous",
"YOU", "1009"), a date also where it cannot be read."""


@dataclass(slots=True)
class Parts:
    """The parts of one comment as found; `evidence` says how.

    `answers` is the number of the comment answered as it is stated, `parent` that comment where it is on the page.
    """

    number: str | None = None
    parent: Parts | None = field(default=None, repr=False)
    author: str | None = None
    author_url: str | None = None
    avatar: str | None = None
    is_article_author: bool | None = None
    date_text: str | None = None
    date_value: str | None = None
    permalink: str | None = None
    text: str = ""
    html: str = ""
    kind: Kind = "comment"
    state: State = "visible"
    likes: int | None = None
    dislikes: int | None = None
    can_be_answered: bool = False
    answers: str | None = None
    evidence: dict[str, Evidence] = field(default_factory=dict)

    def is_convincing(self, *, one_of_many: bool) -> bool:
        """Whether it reads as something that a person wrote, rather than as a note, a heading or a form.

        What a note such as "Log in to comment" lacks: a date, a picture, a name marked as one, a way to answer.
        One of several may do with less than one that stands alone.
        """
        if self.kind != "comment":
            return self.author_url is not None
        rule = self.evidence["author"].rule if "author" in self.evidence else None
        named = rule in (*SURE_RULES, "cite", "first line")
        others = (self.avatar is not None, self.can_be_answered, self.number is not None, rule in ("strong", "b", "dt"))
        signs = 2 * (self.date_text is not None) + named + sum(others)
        return bool(self.text or self.state != "visible") and (signs >= 2 or (one_of_many and named))


@dataclass(frozen=True, slots=True)
class Context:
    """What a page's comments have in common."""

    base: str
    language: str | None = None
    order: Order | None = None
    titles: tuple[str, ...] = ()
