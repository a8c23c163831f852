"""What is refused before it is parsed: pages that would keep an HTML parser busy for minutes.

lexbor is quadratic in the depth of elements and in the number of attributes on one tag, and cannot be interrupted. One
linear look over the bytes finds such pages. It follows HTML only roughly, on the safe side of what real pages do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.errors import PageTooDeep, PageTooLarge, TooManyAttributes

MAX_PAGE_BYTES = 20 * 1024 * 1024
MAX_DEPTH = 16_000
"""Levels of elements: 5,000 replies inside one another take three each in some markup. lexbor needs 0.3 s for them."""

MAX_ATTRIBUTES = 1_000

_LONG_TAG = 2 * MAX_ATTRIBUTES  # bytes: a shorter tag has no room for that many attributes

# Their start tag closes an open one of the same kind, or they have no end tag: they do not nest by themselves.
_NOT_NESTING = frozenset(
    b"a area base br button col colgroup dd dt embed frame hr img input li link meta nobr optgroup option p param rp "
    b"rt source tbody td tfoot th thead tr track wbr html head body".split()
)
_RAW_TEXT = frozenset(b"script style textarea title xmp iframe noembed noframes".split())
_TAG = re.compile(rb"<(?:(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})|(!--))")
_STRETCH = re.compile(rb"<[a-zA-Z][^<]{%d}" % _LONG_TAG)
_ATTRIBUTE_TOKENS = re.compile(rb"""(>)|([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"[^"]*"?|'[^']*'?|[^\s>"'][^\s>]*))?|[\s/]+""")


def check_limits(data: bytes) -> None:
    """Raise PageTooLarge, PageTooDeep or TooManyAttributes for a page that must not reach the parser."""
    if len(data) > MAX_PAGE_BYTES:
        raise PageTooLarge(f"the page has {len(data):,} bytes; the limit is {MAX_PAGE_BYTES:,}")
    data = _readable(data)
    _check_attributes(data)
    if data.count(b"<") - data.count(b"</") > MAX_DEPTH:
        _check_depth(data)


def _readable(data: bytes) -> bytes:
    """UTF-16 pages without their zero bytes: tags are ASCII."""
    return data.replace(b"\0", b"") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data


def _check_attributes(data: bytes) -> None:
    """Count the attributes of every tag that is long enough to have too many."""
    if _STRETCH.search(data) is None:
        return
    for tag in _tags(data):
        if not _STRETCH.match(data, tag.start()):
            continue
        count = 0
        for token in _ATTRIBUTE_TOKENS.finditer(data, tag.end()):
            if token[1]:
                break
            count += token[2] is not None
            if count > MAX_ATTRIBUTES:
                raise TooManyAttributes(f"a tag has more than {MAX_ATTRIBUTES:,} attributes")


def _check_depth(data: bytes) -> None:
    open_tags: dict[bytes, int] = {}
    depth = 0
    for tag in _tags(data):
        name = tag[2].lower()
        if name in _NOT_NESTING or name in _RAW_TEXT:
            continue
        if tag[1]:
            if open_tags.get(name):
                open_tags[name] -= 1
                depth -= 1
        else:
            open_tags[name] = open_tags.get(name, 0) + 1
            depth += 1
            if depth > MAX_DEPTH:
                raise PageTooDeep(f"elements are nested deeper than {MAX_DEPTH:,} levels")


def _tags(data: bytes) -> Iterator[re.Match[bytes]]:
    """Start and end tags, passing over comments and over text that is no markup (scripts, styles)."""
    position = 0
    while found := _TAG.search(data, position):
        position = found.end()
        if found[3]:
            position = _after(data, b"-->", position)
            continue
        yield found
        if not found[1] and found[2].lower() in _RAW_TEXT:
            position = _after(data, b"</" + found[2], position)


def _after(data: bytes, mark: bytes, position: int) -> int:
    """Behind the next mark; at the end of the data where there is none (so the look stays linear)."""
    found = data.find(mark, position)
    return len(data) if found < 0 else found
