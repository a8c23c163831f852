"""What a run has to do beyond what it was asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archive.run.report import PageLine
from scraper.visit.targets import Unusable, WebPage, web_page
from scraper.visit.visitor import Brought, Failed, Job

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_LISTS = 3
"""How deep lists of lists are followed: an index of sitemaps, its sitemaps, their pages; no more is foreseen."""


class Agenda:
    """What a run has to do beyond what it was asked for. This one: whatever the lists list, whenever it may be.

    Its methods are called in the thread that called `scrape`. `keeps_lists` tells that the pages of lists are known
    from visit to visit, so that a list which has not changed need not be sent again.
    """

    keeps_lists = False

    def may_start(self, job: Job) -> bool:  # noqa: ARG002
        """Whether a job may be started now; one that may not is dropped."""
        return True

    def dropped(self, job: Job) -> Iterable[Job]:  # noqa: ARG002
        """What there is to do although a job was dropped."""
        return ()

    def listed(self, job: Job, brought: Brought) -> Iterable[Job | Unusable]:
        """What to do of the pages that a feed or a sitemap lists."""
        if brought.feed is not None:
            for entry in brought.feed.entries:
                like = Job(WebPage(""), from_feed=True, depth=job.depth + 1, comments_feed=entry.comments_feed)
                yield _job(entry.url, like)
        if brought.sitemap is not None:
            for page in brought.sitemap.pages:
                yield _job(page.url, Job(WebPage(""), from_feed=True, depth=job.depth + 1))
            for url in brought.sitemap.sitemaps if job.depth + 1 < MOST_LISTS else ():
                yield _job(url, Job(WebPage(""), depth=job.depth + 1))

    def done(self, job: Job, result: Brought | Failed, line: PageLine) -> Iterable[Job]:  # noqa: ARG002
        """Take note of what became of a job; returns what there is to do next because of it."""
        return ()


def _job(url: str, like: Job) -> Job | Unusable:
    target = web_page(url)
    return target if isinstance(target, Unusable) else replace(like, target=target)
