"""Refuse pages that would keep the HTML parser busy for minutes: too large, too deep, too many attributes.

lexbor is quadratic in the depth of elements and in the number of attributes on one tag, and cannot be interrupted. One
linear scan of the bytes, past comments, scripts and styles, finds such pages. It follows HTML only roughly, and never
refuses what real pages hold.
"""

import re

from scraper.errors import PageTooDeep, PageTooLarge, TooManyAttributes

MAX_PAGE_BYTES = 20 * 1024 * 1024

MAX_DEPTH = 5_100
"""Levels of elements of one name: 5,000 replies inside one another, and the page around them."""

MAX_DEPTH_OF_ALL = 16_000
"""Levels of elements of any name: a reply takes three in some markup. lexbor needs 0.3 s for them."""

MAX_ATTRIBUTES = 1_000
_LONG_TAG = 2 * MAX_ATTRIBUTES  # bytes: a shorter tag has no room for that many attributes

# Their start tag closes an open one of the same kind, or they have no end tag: they do not nest by themselves.
_NOT_NESTING = frozenset(
    b"a area base br button col colgroup dd dt embed frame hr img input li link meta nobr optgroup option p param rp "
    b"rt source tbody td tfoot th thead tr track wbr html head body".split()
)

_RAW_TEXT = frozenset(b"script style textarea title xmp iframe noembed noframes".split())
_FOREIGN = frozenset({b"svg", b"math"})

# Start tags that end SVG and MathML (HTML Standard, "the rules for parsing tokens in foreign content").
_BREAKOUT = frozenset(
    b"b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu "
    b"meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)

# A tag to its end; a quote counts only behind an equals sign. Possessive throughout, so that no tag is looked at twice.
_TAG = re.compile(
    rb"""<!--|<(/?)([a-zA-Z][^\s/>]{0,60})[^\s/>=]*+((?:[^=>]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)>""", re.IGNORECASE
)

_TAG_START = re.compile(rb"<[a-zA-Z]")
_COMMENT_END = re.compile(rb"(?<=<!--)-?>|--!?>")
_ATTRIBUTE_TOKENS = re.compile(rb"""([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"[^"]*"?|'[^']*'?|[^\s>"'][^\s>]*))?|[\s/]+""")


def check_limits(data: bytes) -> None:
    """Raise PageTooLarge, PageTooDeep or TooManyAttributes for a page that must not reach the parser."""
    if len(data) > MAX_PAGE_BYTES:
        raise PageTooLarge(f"the page has {len(data):,} bytes; the limit is {MAX_PAGE_BYTES:,}")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16: tags are ASCII, without its zero bytes
        data = data.replace(b"\0", b"")
    last = data.rfind(b">") + 1
    if unclosed := _TAG_START.search(data, last):
        _check_attributes(data[unclosed.end() :])
    depth = _Depth()
    merged = {b"html": 0, b"body": 0}  # attributes of further tags of these go to the first
    may_be_deep = data.count(b"<") > MAX_DEPTH  # else only SVG and MathML are followed: raw text has no meaning there
    position = 0
    while found := _TAG.search(data, position, last):
        position = found.end()
        if found[2] is None:
            end = _COMMENT_END.search(data, position)
            position = end.end() if end else len(data)
            continue
        name, attributes = found[2].lower(), found[3]
        if len(attributes) >= _LONG_TAG or (name in merged and not found[1]):
            count = _check_attributes(attributes, merged.get(name, 0))
            merged |= {name: count} if name in merged else {}
        if found[1]:
            if may_be_deep or depth.foreign:
                depth.end(name)
        elif name in _RAW_TEXT and not depth.foreign:
            end = re.compile(rb"</" + re.escape(name) + rb"[\s/>]", re.IGNORECASE).search(data, position)
            position = end.start() if end else len(data)
        elif may_be_deep or depth.foreign or name in _FOREIGN:
            depth.start(name, closed=attributes.endswith(b"/"))


def _check_attributes(attributes: bytes, count: int = 0) -> int:
    """How many attributes these are, with `count` before them. TooManyAttributes."""
    for token in _ATTRIBUTE_TOKENS.finditer(attributes):
        count += token[1] is not None
        if count > MAX_ATTRIBUTES:
            raise TooManyAttributes(f"a tag has more than {MAX_ATTRIBUTES:,} attributes")
    return count


class _Depth:
    """How many elements are open, by name: an end tag closes one of its own name only."""

    def __init__(self) -> None:
        self._open: dict[bytes, int] = {}
        self._depth = 0
        self.foreign: list[bytes] = []  # the elements open since SVG or MathML began

    def start(self, name: bytes, *, closed: bool) -> None:
        if self.foreign and name in _BREAKOUT:
            for inner in self.foreign:
                self._close(inner)
            self.foreign = []
        if self.foreign or name in _FOREIGN:
            if closed:
                return
            self.foreign.append(name)
        elif name in _NOT_NESTING:
            return
        self._open[name] = self._open.get(name, 0) + 1
        self._depth += 1
        if self._open[name] > MAX_DEPTH:
            raise PageTooDeep(f"elements of one name are nested deeper than {MAX_DEPTH:,} levels")
        if self._depth > MAX_DEPTH_OF_ALL:
            raise PageTooDeep(f"elements are nested deeper than {MAX_DEPTH_OF_ALL:,} levels")

    def end(self, name: bytes) -> None:
        if self.foreign:
            if name in self.foreign[-1:]:
                self.foreign.pop()
            elif name in _FOREIGN and name in self.foreign:
                while (inner := self.foreign.pop()) != name:
                    self._close(inner)
        elif name in _NOT_NESTING:
            return
        self._close(name)

    def _close(self, name: bytes) -> None:
        if self._open.get(name):
            self._open[name] -= 1
            self._depth -= 1
