"""A saved page, read in a worker process: where it came from, and its thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.page import stated_address
from scraper.parse import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.comments.systems import System
    from scraper.thread import Thread


def read_saved(data: bytes, kind: str, else_url: str, saved_at: str, rules: Sequence[System] = ()) -> Thread:
    """Parse a page that was saved at `saved_at`. Its address is the one it states, else `else_url`."""
    stated = stated_address(data) if kind == "html" else None
    return parse(data, stated or else_url, fetched_at=saved_at, rules=rules)
