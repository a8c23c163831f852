"""Two parsers for pages that are thread documents in JSON: one that reads them, and one that reads them badly."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from scraper.errors import NotAPage
from scraper.incomplete import Code, Incomplete
from scraper.parse import parse
from scraper.thread import Author, Thread, arrange


def page(document: Thread) -> bytes:
    """A page that shows a thread."""
    return json.dumps(document.to_dict()).encode()


def better(data: bytes, url: str, *, fetched_at: str | None = None, **_: Any) -> Thread:
    """What the page shows."""
    if data == b"broken":
        raise NotAPage(f"{url}: broken")
    return replace(Thread.from_dict(json.loads(data)), fetched_at=fetched_at)


def worse(data: bytes, url: str, *, fetched_at: str | None = None, **more: Any) -> Thread:
    """The same without nesting, links, dates and whatever is marked with a word; menus are taken for comments."""
    document = better(data, url, fetched_at=fetched_at, **more)
    kept = [each for each in document.comments if "overlooked" not in each.text]
    flat = arrange(
        replace(each, parent=None, author=Author(each.author.name), published=None, text=f"{each.text}\n\nReply")
        for each in kept
    )
    menu = replace(flat[0], text="Archives. Categories.", author=Author(None), id="menu", parent=None)
    return replace(document, comments=(*flat, menu))


def blind(data: bytes, url: str, *, fetched_at: str | None = None, **more: Any) -> Thread:
    """Only the first comment."""
    document = better(data, url, fetched_at=fetched_at, **more)
    return replace(document, comments=document.comments[:1])


def doubting(data: bytes, url: str, *, fetched_at: str | None = None, **more: Any) -> Thread:
    """What the page shows, which is not known to be all."""
    document = better(data, url, fetched_at=fetched_at, **more)
    return replace(document, complete=False, incomplete=Incomplete(Code.LOADS_MORE))


def reworded(data: bytes, url: str, **more: Any) -> Thread:
    """What the page shows, read by a parser that words every reason and every note otherwise."""
    from scraper import evidence, incomplete

    incomplete.SENTENCES = dict.fromkeys(incomplete.Code, "quite other words")
    evidence.note = lambda found: "found somewhere"
    return parse(data, url, **more)
