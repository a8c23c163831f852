"""Threads as JSON documents (scraper/thread.schema.json): one, an array, or one a line, written as they are read.

A document is never in memory as a whole: its comments are written one by one, and brackets close as the depth falls.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from archive.display import json_text
from scraper.thread import MAX_NESTING, Thread, comment_to_dict

_BATCH = 200
"""Comments that are handed on together."""


@dataclass(frozen=True, slots=True)
class Document:
    """A thread on its way out: what stands before the comments, the comments in reading order, each with its depth and
    without its replies, and what stands behind them (asked for when they are through)."""

    head: dict[str, Any]
    comments: Iterable[tuple[int, dict[str, Any]]]
    tail: Callable[[], dict[str, Any]] = dict


def of_thread(thread: Thread) -> Document:
    """A thread in memory as a document; the same as `Thread.to_dict`."""
    nodes = ((comment.depth, comment_to_dict(comment, thread.comments)) for comment in thread.comments)
    return Document(thread.head_to_dict(), nodes)


def pieces(documents: Iterable[Document], form: str, *, single: bool = False, flat: bool = False) -> Iterator[str]:
    """The documents, one a line: as `ndjson` (ndjson.org), or as `json` in an array, where a `single` one stands alone,
    indented.

    `flat` writes the comments of each as one list, each with its `parent` and `depth`, instead of replies in replies.
    """
    before = "["
    for document in documents:
        if form == "ndjson":
            yield from written(document, flat=flat)
            yield "\n"
        elif single:
            yield json_text(json.loads("".join(written(document, flat=flat))), indent=1) + "\n"
        else:
            yield before + "\n"
            yield from written(document, flat=flat)
            before = ","
    if form == "json" and not single:
        yield "[]\n" if before == "[" else "\n]\n"


def written(document: Document, *, flat: bool = False) -> Iterator[str]:
    """The pieces of one document, in one line."""
    head = {**document.head, "flat": True} if flat else document.head
    waiting = [json_text(head)[:-1], ', "comments": [']
    level, between = -1, ""
    for depth, comment in document.comments:
        text = json_text(comment)
        if flat:
            waiting += (between, text)
            between = ", "
        else:
            at = min(depth, MAX_NESTING)
            if at <= level:
                waiting.append("]}" * (level - at + 1) + ", ")
            waiting += (text[:-1], ', "replies": [')
            level = at
        if len(waiting) > _BATCH:
            yield "".join(waiting)
            waiting.clear()
    waiting.append("]}" * (level + 1) + "]")
    waiting += (f', "{key}": {json_text(value)}' for key, value in document.tail().items())
    waiting.append("}")
    yield "".join(waiting)
