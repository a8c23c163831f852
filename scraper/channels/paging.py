"""Page after page of a thread, and why some of them are missing."""

from collections.abc import Callable, Hashable, Iterable
from itertools import pairwise
from typing import TypeVar

from scraper.errors import Cancelled, ScraperError
from scraper.incomplete import Code, Incomplete
from scraper.text import squeeze

Page = TypeVar("Page")
Place = TypeVar("Place", bound=Hashable)


def page_after_page(
    first: Place,
    read: Callable[[Place], tuple[Page, Place | None]],
    shows: Callable[[Page], Iterable[Hashable]],
    *,
    most: int | None = None,
    most_stale: int = 1,
) -> tuple[list[Page], Incomplete | None]:
    """The pages from `first` on, in the order of asking, and why there are no more, where there should be.

    `read` gives a page and where they go on (None: nowhere), `shows` what is on it. At most `most` are read, and no
    further than `most_stale` in a row that show nothing new. The error of the first page is raised, Cancelled always.
    """
    pages: list[Page] = []
    asked: set[Place] = set()
    known: set[Hashable] = set()
    stale, place = 0, first
    while place not in asked:
        if len(pages) == most:
            return pages, Incomplete(Code.TOO_MANY_PAGES, str(most))
        asked.add(place)
        try:
            page, further = read(place)
        except ScraperError as error:
            if not pages:
                raise
            return pages, failed(error)
        pages.append(page)
        if further is None:
            return pages, None
        stale = stale + 1 if known.issuperset(shows(page)) else 0
        if stale == most_stale:
            return pages, Incomplete(Code.PAGE_REPEATED)
        known.update(shows(page))
        place = further
    return pages, Incomplete(Code.CIRCLE)


def failed(error: ScraperError) -> Incomplete:
    """Why comments are missing where a further answer could not be had. Cancelled is raised again."""
    if isinstance(error, Cancelled):
        raise error
    return Incomplete(Code.PAGE_FAILED, squeeze(str(error)))


def shrank(counts: Iterable[int | None]) -> bool:
    """Whether what pages said one after the other of how much there is went down: then some may have slipped past.

    Where one goes, what stood behind it moves up to the page that was read already.
    """
    return any(after < before for before, after in pairwise(count for count in counts if count is not None))
