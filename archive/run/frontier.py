"""The frontier of a run: what to visit next, and what it is asked for by."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from archive.run.report import PageLine
from archive.store import Archive
from archive.values import program_version
from scraper.channels import select
from scraper.channels.select import Choice
from scraper.comments.systems import System
from scraper.discovery.archive_pages import ArchivePage
from scraper.discovery.feeds import Feed
from scraper.discovery.sitemaps import Sitemap
from scraper.fetch import Validators
from scraper.site_rules import parser_version
from scraper.visit.records import LISTS
from scraper.visit.results import Visited
from scraper.visit.targets import Unusable, WebPage, web_page
from scraper.visit.visitor import VisitRequest

MOST_LISTS = 3
"""How deep lists of lists are followed: an index of sitemaps, its sitemaps, their pages; no more is expected."""


class Frontier:
    """What to visit beyond what a run was asked for. This one: whatever the lists list, whenever it may be.

    Its methods are called in the thread that called `Engine.work`. `keeps_lists` tells that the pages of lists are
    known from visit to visit, so that a list which has not changed need not be sent again.
    """

    keeps_lists = False

    def may_start(self, request: VisitRequest) -> bool:  # noqa: ARG002
        """Whether a visit may be started now; one that may not is dropped."""
        return True

    def dropped(self, request: VisitRequest) -> Iterable[VisitRequest]:  # noqa: ARG002
        """What to visit although a visit was dropped."""
        return ()

    def listed(self, request: VisitRequest, listing: Feed | Sitemap | ArchivePage) -> Iterable[VisitRequest | Unusable]:
        """What to visit of the pages that a list names."""
        page = VisitRequest(WebPage(""), from_feed=True, depth=request.depth + 1)
        if isinstance(listing, Feed):
            for entry in listing.entries:
                yield _request(entry.url, replace(page, comments_feed=entry.comments_feed))
        elif isinstance(listing, Sitemap):
            for each in listing.pages:
                yield _request(each.url, page)
            for url in listing.sitemaps if page.depth < MOST_LISTS else ():
                yield _request(url, replace(page, from_feed=False))

    def done(self, request: VisitRequest, result: Visited, line: PageLine) -> Iterable[VisitRequest]:  # noqa: ARG002
        """Take note of what became of a visit; returns what to visit next because of it."""
        return ()


def conditional(request: VisitRequest, archive: Archive, choice: Choice, rules: Sequence[System]) -> VisitRequest:
    """The request with what the archive knows to ask by: of a thread on several pages all have to be as they were.

    Nothing, when another parser would read it now or the address was something else. A list is asked for on condition
    only where it was expected (`VisitRequest.kind`): one that has not changed still lists pages whose threads may have.
    """
    if not isinstance(request.target, WebPage):
        return request
    url, kind = request.target.url, request.kind or "page"
    known = archive.validators(url)
    parser = program_version() if kind in LISTS else parser_version(url, rules)  # no rule reads lists
    if known is None or known.parser_version != parser or known.kind != kind:
        return request
    further = ((page, Validators(each.etag, each.last_modified)) for page, each in archive.further_pages(url))
    return replace(
        request,
        validators=Validators(known.etag, known.last_modified),
        further=tuple(further),
        embeds=select.recalled(request.channels or choice, archive.embeds(url)),
    )


def _request(url: str, like: VisitRequest) -> VisitRequest | Unusable:
    target = web_page(url)
    return target if isinstance(target, Unusable) else replace(like, target=target)
