"""A saved page, read in a worker process: where it came from, and its thread."""

from collections.abc import Sequence
from pathlib import PurePath

from scraper.channels.saved import read_embed_page
from scraper.comments.systems import System
from scraper.page.capture import captured
from scraper.page.page import stated_address
from scraper.parse import parse
from scraper.thread import Thread


def read_saved(
    data: bytes, kind: str, else_url: str, written: str, rules: Sequence[System] = (), path: PurePath | None = None
) -> Thread:
    """Parse a saved page. Its address is the one that it states, else the one that the tool that saved it does, else
    `else_url`; it was seen when the tool says so, else when the file was `written`.

    A page that a comment system serves into a frame is the thread of the page around it.
    """
    if kind == "text":
        return parse(data, else_url, fetched_at=written, rules=rules)
    found = captured(data, path)
    at, url = found.at or written, stated_address(found.data) or found.url or else_url
    framed = read_embed_page(found.data, url, at)
    return framed or parse(found.data, url, headers=found.headers, fetched_at=at, rules=rules)
