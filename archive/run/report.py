"""What a run tells: a line for each page, figures at the end."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace

from archive.display import counted, one_line
from archive.threads.records import Saved
from scraper.incomplete import Code
from scraper.thread import Thread
from scraper.visit.records import LISTS, Outcome
from scraper.visit.targets import Unusable

NOTHING_SHOWN = (Outcome.FAILED, Outcome.REFUSED, Outcome.SUSPECT, Outcome.GONE)


@dataclass(frozen=True, slots=True)
class PageLine:
    """What became of one page.

    `new`, `changed`, `gone`, `returned` count comments; `comments` and `gone_comments` are the thread's totals,
    None where the page was not sent again because it had not changed; `listed` is the number of pages that a feed,
    a sitemap or a page of a blog's archive lists. `error` is one line that begins with the page's address, and
    `details` the traceback; of a page that did not fail it is why a channel did that was asked for by name.
    """

    url: str
    outcome: Outcome
    uid: str | None = None
    title: str | None = None
    new: int = 0
    changed: int = 0
    gone: int = 0
    returned: int = 0
    article_changed: bool = False
    comments: int | None = None
    gone_comments: int | None = None
    complete: bool | None = None
    incomplete_code: Code | None = None
    incomplete_reason: str | None = None
    listed: int | None = None
    error: str | None = None
    error_class: str | None = None
    details: str | None = field(default=None, repr=False)

    @classmethod
    def unusable(cls, target: Unusable) -> PageLine:
        """The line of a target that cannot be scraped."""
        return cls(target.what, Outcome.FAILED, error=target.why, error_class="Unusable")

    def judged(self, by: Thread | Saved) -> PageLine:
        """The line, with what a thread or the archive says of whether the thread is complete."""
        code = by.incomplete.code if by.incomplete else None
        return replace(self, complete=by.complete, incomplete_code=code, incomplete_reason=by.incomplete_reason)

    @property
    def failed(self) -> bool:
        """Whether there is nothing to show for it."""
        return self.outcome in NOTHING_SHOWN

    def as_dict(self) -> dict[str, object]:
        """For programs."""
        return {name: value for name, value in asdict(self).items() if name != "details"}

    def as_text(self) -> str:
        """For people: one line, without anything that a terminal would obey."""
        rest = one_line(self.error) if self.failed else f"{one_line(self.url)}  {one_line(self._what())}"
        return f"{self.outcome:<9}  {rest}"

    def _what(self) -> str:
        if self.outcome in LISTS:
            return "lists what it listed" if self.listed is None else f"lists {counted(self.listed, 'page')}"
        if self.outcome == Outcome.FORGOTTEN:
            return "forgotten at a person's request: not archived again"
        if self.comments is None:
            return "as at the last visit"
        parts = [counted(self.comments, "comment")]
        if self.outcome == Outcome.CHANGED:
            parts += [_figures(new=self.new, edited=self.changed, gone=self.gone, back=self.returned)]
            parts += ["article edited"] if self.article_changed else []
        if self.complete is False:
            parts.append(f"incomplete: {self.incomplete_reason or 'not all comments are there'}")
        elif self.complete is None and self.incomplete_code is Code.LOADED_BY_SCRIPT:
            parts.append(str(self.incomplete_reason))  # "0 comments" may be what the script has yet to overwrite
        parts += [self.error] if self.error else []
        return ", ".join(filter(None, parts))


@dataclass(slots=True)
class Summary:
    """The figures of a run. `interrupted` is the signal that ended it early."""

    pages: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    feeds: int = 0
    incomplete: int = 0
    new_comments: int = 0
    edited_comments: int = 0
    gone_comments: int = 0
    comments: int = 0
    failures: list[str] = field(default_factory=list)
    interrupted: int | None = None

    def add(self, line: PageLine) -> None:
        """Count a page."""
        if line.outcome in LISTS:
            self.feeds += 1
            return
        self.pages += 1
        if line.outcome == Outcome.FORGOTTEN:
            return
        if line.failed:
            self.failed += 1
            self.failures.append(line.error or line.url)
            return
        setattr(self, line.outcome, getattr(self, line.outcome) + 1)
        self.incomplete += line.complete is False
        self.new_comments += line.new
        self.edited_comments += line.changed
        self.gone_comments += line.gone
        self.comments += line.comments or 0

    @property
    def outcome(self) -> str:
        """A word for the whole."""
        return "interrupted" if self.interrupted is not None else "failures" if self.failed else "done"

    @property
    def exit_code(self) -> int:
        """0 done, 1 with failures, 128 and the signal when interrupted."""
        return 128 + self.interrupted if self.interrupted is not None else int(bool(self.failed))

    def as_dict(self) -> dict[str, object]:
        """For the record of runs."""
        return asdict(self)

    def as_text(self) -> str:
        """For people, in one line."""
        figures = _figures(new=self.new, changed=self.changed, unchanged=self.unchanged, failed=self.failed)
        news = _figures(new=self.new_comments, edited=self.edited_comments, gone=self.gone_comments)
        text = counted(self.pages, "page") + (f" ({figures})" if figures else "")
        text += f", {counted(self.comments, 'comment')}" if self.comments else ""
        text += f" ({news})" if news else ""
        text += f", {counted(self.incomplete, 'thread')} incomplete" if self.incomplete else ""
        return f"interrupted: {text}; what was finished is kept" if self.interrupted is not None else text


class Report:
    """Takes what a run tells, as it happens. This one leaves it."""

    def page(self, line: PageLine) -> object:
        """One page is done."""

    def progress(self, done: int, known: int) -> None:
        """So many pages are done of those known so far."""


def _figures(**figures: int) -> str:
    return ", ".join(f"{number} {word}" for word, number in figures.items() if number)
