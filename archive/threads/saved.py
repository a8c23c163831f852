"""What saving a thread did."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.incomplete import Incomplete, sentence
from scraper.visit.records import Outcome


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving a thread did.

    `uid` names the article. `new`, `changed`, `gone` and `returned` count comments: first seen by this visit, seen
    in another wording, no longer shown by a complete visit, and shown again. `article_changed` tells of another
    wording of the article, or that it is back. Of a `suspect` visit and of one that found the article `gone` nothing
    else was kept. `comment_count` and `gone_count` are the thread's totals after the visit; `complete` and
    `incomplete` what all its channels together say of it.
    """

    uid: str
    outcome: Outcome
    new: int = 0
    changed: int = 0
    gone: int = 0
    returned: int = 0
    article_changed: bool = False
    comment_count: int = 0
    gone_count: int = 0
    complete: bool | None = None
    incomplete: Incomplete | None = None

    @property
    def incomplete_reason(self) -> str | None:
        """Why the thread is not known to be complete, for people."""
        return sentence(self.incomplete)
