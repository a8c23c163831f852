"""A saved page, read in a worker process: where it came from, and its thread."""

from collections.abc import Sequence

from scraper.channels.saved import read_embed_page
from scraper.comments.systems import System
from scraper.page.page import stated_address
from scraper.parse import parse
from scraper.thread import Thread


def read_saved(data: bytes, kind: str, else_url: str, saved_at: str, rules: Sequence[System] = ()) -> Thread:
    """Parse a page that was saved at `saved_at`. Its address is the one it states, else `else_url`.

    A page that a comment system serves into a frame is the thread of the page around it.
    """
    framed = read_embed_page(data, else_url, saved_at) if kind == "html" else None
    stated = stated_address(data) if kind == "html" else None
    return framed or parse(data, stated or else_url, fetched_at=saved_at, rules=rules)
