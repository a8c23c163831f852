"""Threads of boards: the post that opens one is the article, and the others answer it."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from scraper.comments.find.regions import Region
from scraper.page.page import Page, ancestors
from scraper.text import squeeze

_COUNTER = re.compile(r"^#?(\d{1,6})$")

_LATER_PAGE = re.compile(
    r"[?&;/](?:start=[1-9]|p(?:age)?[=/-]?(?:[2-9]|1\d)\b|page-?[2-9]|page-?1\d)|topic=\d+\.[1-9]", re.IGNORECASE
)


def opening_post(page: Page, selector: str) -> LexborNode | None:
    """The post that opens a thread, where the page shows it: the first, unless its number or the address denies it."""
    first = page.tree.css_first(selector)
    if first is None or _LATER_PAGE.search(page.url):
        return None
    for link in first.css("a[href]"):
        shown = squeeze(link.text())
        counter = _COUNTER.match(shown)
        if counter is not None and shown.startswith("#"):
            if (link.attributes.get("href") or "").endswith(f"-{counter[1]}"):
                continue  # the post's number in the whole board (bbPress)
            return first if counter[1] == "1" else None
    return first


def set_apart(opening: LexborNode, regions: Sequence[Region]) -> None:
    """Take the opening post out of the region that holds it, so that it stays when the comments are taken away."""
    for region in regions:
        if any(around.mem_id == region.node.mem_id for around in ancestors(opening.parent)):
            region.node.insert_before(opening, move=True)
            return
