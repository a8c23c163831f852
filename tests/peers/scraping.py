"""Scraping a peer: into an archive, through the channels that a test names, again and again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from archive import Archive, Visit
from archive.run.scrape import scrape
from scraper import parse
from scraper.channels.ask import ask
from scraper.channels.session import Web
from scraper.fetch import Fetcher, Policy
from scraper.visit.targets import WebPage
from tests.support.report import Told

if TYPE_CHECKING:
    from archive.run.report import PageLine
    from archive.threads.records import Saved
    from scraper.thread import Comment, Thread
    from scraper.workers import Workers

POLICY = Policy(delay=0, retries=0, timeout=20, allow_private=True)


class Said(NamedTuple):
    """A comment as far as it must not depend on the way it came: its moment in UTC, the one it answers by id."""

    id: str | None
    answers: str | None
    depth: int
    author: str | None
    link: str | None
    at: float | None
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Scrapes into one archive."""

    path: Path
    workers: Workers

    def __call__(self, url: str, channels: str = "page") -> PageLine:
        """Scrape an address through some channels (as `--channels` names them); returns the line told of its page."""
        report = Told()
        with Archive.open(self.path) as archive, Fetcher(POLICY) as fetcher:
            scrape([WebPage(url)], archive, fetcher, self.workers, report, channels=channels)
        (line,) = report.lines
        return line

    def ask(self, url: str, channel: str) -> Thread:
        """What one channel gives of the thread of a page, without the archive."""
        with Fetcher(POLICY) as fetcher:
            answer = fetcher.get(url)
            page = parse(answer.body, answer.final_url, headers=answer.headers)
            embeds = [embed for embed in page.embeds if embed.channel == channel]
            (asked,) = ask(embeds, lambda: Web(fetcher, self.workers), until_complete=False)
        if asked.thread is None:
            raise asked.error or AssertionError("neither a thread nor an error")
        return asked.thread

    def keep(self, url: str, channel: str) -> Saved:
        """Archive what one channel gives, as if the page had shown nothing."""
        thread = self.ask(url, channel)
        with Archive.open(self.path) as archive:
            visit = Visit(thread.url, channel=channel)
            return archive.save(thread, observed_at=thread.fetched_at, visit=visit)

    def thread(self, url: str) -> Thread:
        """The thread as it is archived."""
        with Archive.open(self.path) as archive:
            return archive.thread(url)


def said(thread: Thread) -> list[Said]:
    """The comments of a thread, in its order."""
    return [_said(comment, thread.comments) for comment in thread.comments]


def _said(comment: Comment, among: tuple[Comment, ...]) -> Said:
    author, answered = comment.author, among[comment.parent] if comment.parent is not None else None
    at = datetime.fromisoformat(comment.published).timestamp() if comment.published else None
    above = answered.id if answered is not None else comment.parent_id
    return Said(comment.id, above, comment.depth, author.name, author.url, at, comment.text, comment.kind)
