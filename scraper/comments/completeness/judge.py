"""Whether a page shows its whole thread: what it declares, and what says that there is more."""

from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from scraper.comments.completeness.declared_count import declared_count
from scraper.comments.completeness.pager_links import further_pages, has_pager, loads_more
from scraper.comments.completeness.script_loaded import left_out
from scraper.incomplete import Code, Incomplete, too_few
from scraper.page.page import Page


@dataclass(frozen=True, slots=True)
class Completeness:
    """What the page declares, whether the thread is whole (None: cannot be judged), and why it is not known to be.

    `pages` are the addresses of further pages of the thread that the page links.
    """

    declared_count: int | None
    complete: bool | None
    incomplete: Incomplete | None
    pages: tuple[str, ...] = ()


def judge(
    page: Page, regions: Sequence[LexborNode], count: int, *, embed: str | None = None, is_board: bool = False
) -> Completeness:
    """Judge a page before its regions are taken out.

    `count` is how many comments were read, of every kind; `embed` the system whose script would fill the page's thread
    where none was printed; `is_board` says that the article is a thread's first post.
    """
    declared = declared_count(page, regions)
    if embed is not None and declared == 0 and page.complete:
        # Printed by the server, or a place holder that the script fills: nobody can tell.
        return Completeness(declared, None, Incomplete(Code.LOADED_BY_SCRIPT, embed))
    if not page.complete:
        reason = Incomplete(Code.CUT_SHORT)
    elif has_pager(page, regions, is_board=is_board):
        reason = Incomplete(Code.FURTHER_PAGES)
    elif embed is not None:
        reason = Incomplete(Code.LOADED_BY_SCRIPT, embed)
    elif (more := left_out(page)) is not None:
        reason = Incomplete(Code.SELECTION, more)
    elif declared is not None and count < declared:
        reason = too_few(count, declared)
    elif declared is None and loads_more(regions):
        reason = Incomplete(Code.LOADS_MORE)
    else:
        is_whole = bool(regions) or declared == 0
        return Completeness(declared, True if is_whole else None, None if is_whole else Incomplete(Code.NO_COMMENTS))
    # Of a board each page would lose a post as its article.
    return Completeness(declared, False, reason, () if is_board else further_pages(page, regions))
