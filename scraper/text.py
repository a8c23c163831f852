"""Bytes to text, and fragments of HTML to what a person would read in them.

Encodings follow the order that browsers use (WHATWG Encoding Standard, "decode"; HTML Standard, "determining the
character encoding"): byte order mark, then the HTTP charset, then `<meta>`, and only then detection.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from scraper.secrets import fragment_without_secrets, without_secrets

if TYPE_CHECKING:
    from bs4 import Tag
    from nh3 import Cleaner

META_WINDOW = 4096
"""How many bytes are searched for a `<meta>` charset. The standard asks for 1024; real pages put more before it."""

_META_CHARSET = re.compile(rb"""<meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})["']""")
_HEADER_CHARSET = re.compile(r"""\bcharset\s*=\s*["']?([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
STRAYS = {0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)}
"""What a byte that is no UTF-8 means as windows-1252, by the surrogate that Python's decoder puts in its place.
(BeautifulSoup's `detwingle` leaves an accented letter unread where another letter follows it.)"""

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decode(data: bytes, content_type: str | None = None) -> str:
    """Decode a page. `content_type` is the HTTP header's value. Never fails: what cannot be read becomes U+FFFD.

    Text that is UTF-8 but for a few stray bytes stays UTF-8: the strays are read as windows-1252 where they stand,
    for a page is more often UTF-8 with a pasted comment in it than the other way round.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    declared = _declared_encoding(data, content_type)
    if declared is None or declared == "utf-8":
        text = _as_utf8(data, declared=declared is not None)
        if text is not None:
            return text
        declared = _detected_encoding(data)
    elif not data.isascii() and (text := _valid_utf8(data)) is not None:
        return text
    return data.decode(declared, errors="replace")


def _declared_encoding(data: bytes, content_type: str | None) -> str | None:
    """The Python codec for the declared label; WHATWG labels, so that iso-8859-1 means windows-1252."""
    import webencodings

    labels = []
    if content_type and (match := _HEADER_CHARSET.search(content_type)):
        labels.append(match[1])
    for pattern in (_XML_ENCODING, _META_CHARSET):
        if found := pattern.search(data[:META_WINDOW]):
            label = found[1].decode("ascii")
            # A label that could be read as ASCII cannot be UTF-16 (HTML Standard, prescan, step "UTF-16BE/LE").
            labels.append("utf-8" if label.lower().startswith("utf-16") else label)
    for label in labels:
        encoding = webencodings.lookup(label)
        if encoding is not None and encoding.name != "x-user-defined":
            name: str = encoding.codec_info.name
            return "utf-8" if encoding.name == "utf-8" else name
    return None


def _valid_utf8(data: bytes) -> str | None:
    """The data as UTF-8 if it is just that: text in another encoding is not valid UTF-8 by chance, labels lie often."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _as_utf8(data: bytes, *, declared: bool) -> str | None:
    """The data as UTF-8, stray single bytes mended; None if it is not UTF-8 at all, and does not say so either."""
    if (text := _valid_utf8(data)) is not None:
        return text
    if not declared:
        rough = data.decode("utf-8", errors="replace")
        strays = rough.count("\ufffd") - data.count(b"\xef\xbf\xbd")
        good = sum(byte >= 0xC2 for byte in data) - strays
        if strays * 4 > good + 8:
            return None
    return data.decode("utf-8", errors="surrogateescape").translate(STRAYS)


def _detected_encoding(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    return best.encoding if best is not None else "cp1252"


# --- fragments of HTML

BLOCKS = frozenset(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
_PARAGRAPHS = BLOCKS - {"li", "tr", "dt", "dd", "div", "tbody", "thead", "tfoot"}
UNREAD = frozenset(
    "script style template textarea iframe noscript svg head title select option button input object video audio "
    "canvas map noembed noframes".split()
)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff]")
"""Control characters, soft hyphen, zero width space, word joiner, stray BOM."""
_OTHER_SPACES = r"\t\r\n\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000"
_SPACES = re.compile(rf" [ {_OTHER_SPACES}]+|[{_OTHER_SPACES}][ {_OTHER_SPACES}]*")  # not one plain space: most are
_EMOJI_CODE = re.compile(r"^:[\w+-]{1,40}:$")
_SMILEY = re.compile(r"^[\W_]{0,3}[\w]?[\W_]{1,4}[\w]?$")


def squeeze(text: str | None) -> str:
    """One line: every run of white space is one space, nothing invisible, no control characters."""
    if not text:
        return ""
    if not (text.isascii() and text.isprintable()):
        text = _UNSEEN.sub("", text)
        if not text.isascii():
            return _SPACES.sub(" ", text).strip()
    return " ".join(text.split())


def encodable(text: str) -> str:
    """The text as UTF-8 can hold it: half a character, as in JSON where a program cut through an emoji, is a question
    mark."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def plain_text(tag: Tag) -> str:
    """What a person would read in an element: paragraphs parted by a blank line, lines of a paragraph by a newline.

    List items begin with "- " or their number, quotes and code keep their words, emoji and smileys given as pictures
    become their alternative text, table cells are parted by a tab. Iterative: depth costs nothing.
    """
    from bs4.element import NavigableString, PreformattedString, Tag

    lines = _Lines()
    numbers: list[int | None] = []  # of the lists that are open: the next number, or None where items are not counted
    waiting: list[object] = [tag]
    while waiting:
        node = waiting.pop()
        if isinstance(node, _End):
            if node.name in ("ol", "ul") and numbers:
                numbers.pop()
            lines.end_block(paragraph=node.name in _PARAGRAPHS)
            if node.name == "pre":
                lines.verbatim -= 1
            continue
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                lines.add(str(node))
            continue
        if not isinstance(node, Tag):
            continue
        name = node.name
        if name in UNREAD:
            continue
        if name == "br":
            lines.new_line()
        elif name == "img":
            lines.add(_alternative(node))
        elif name in ("td", "th"):
            lines.cell()
        elif name in BLOCKS:
            lines.end_block(paragraph=name in _PARAGRAPHS)
            if name in ("ol", "ul"):
                numbers.append(1 if name == "ol" else None)
            elif name == "li" and numbers:
                lines.bullet = "- " if numbers[-1] is None else f"{numbers[-1]}. "
                numbers[-1] = None if numbers[-1] is None else numbers[-1] + 1
            elif name == "pre":
                lines.verbatim += 1
            waiting.append(_End(name))
        waiting.extend(reversed(node.contents))
    return lines.text()


class _End:
    """Stands in the work list for the end of an element."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class _Lines:
    """Collects text into lines and paragraphs as a browser would break them."""

    def __init__(self) -> None:
        self.paragraphs: list[list[str]] = [[]]
        self.line: list[str] = []
        self.bullet = ""
        self.verbatim = 0
        self._breaks = 0

    def add(self, text: str) -> None:
        text = _UNSEEN.sub("", text)
        if not self.verbatim:
            text = _SPACES.sub(" ", text)
            if not self.line:
                text = text.lstrip(" ")
        if not text:
            return
        if self.bullet and text.strip():
            self.line.append(self.bullet)
            self.bullet = ""
        if text.strip():
            self._breaks = 0
        self.line.append(text)

    def cell(self) -> None:
        if self.line:
            self.line.append("\t")

    def new_line(self) -> None:
        self._breaks += 1
        self._flush()
        if self._breaks > 1:
            self.end_block(paragraph=True)

    def end_block(self, *, paragraph: bool) -> None:
        self._flush()
        if paragraph and self.paragraphs[-1]:
            self.paragraphs.append([])

    def _flush(self) -> None:
        line = "".join(self.line)
        if self.verbatim:
            line = line.strip("\n").rstrip()
        else:
            line = "\t".join(squeeze(cell) for cell in line.split("\t")).strip()
        if line:
            self.paragraphs[-1].append(line)
        self.line = []

    def text(self) -> str:
        self._flush()
        return "\n\n".join("\n".join(lines) for lines in self.paragraphs if lines)


def _alternative(image: Tag) -> str:
    """The alternative text of a picture that stands for a character: an emoji or a smiley, nothing longer."""
    alt = attribute(image, "alt").strip()
    if not alt or len(alt) > 40:
        return ""
    classes = attribute(image, "class").lower()
    if "emoji" in classes or "smil" in classes or "emoticon" in classes or _EMOJI_CODE.match(alt):
        return alt
    is_symbol = all(unicodedata.category(c) in ("So", "Sk", "Sm", "Mn", "Cf", "Me") for c in alt)
    return alt if is_symbol or (len(alt) <= 5 and _SMILEY.match(alt)) else ""


def attribute(tag: Tag, name: str) -> str:
    """An attribute's value as one string, empty where it is absent (bs4 splits `class` and the like into lists)."""
    value = tag.attrs.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


SAFE_TAGS = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure h1 h2 h3 "
    "h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strike strong sub sup table tbody td "
    "tfoot th thead tr tt u ul var wbr".split()
)
_SAFE_ATTRIBUTES = {
    "a": {"href", "title", "hreflang"},
    "img": {"src", "alt", "title", "width", "height"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "*": {"lang", "dir"},
}


def safe_html(html: str, base: str) -> str:
    """Sanitise a fragment: formatting, links and pictures stay, links become absolute, nothing can run (nh3)."""
    return fragment_without_secrets(_cleaner(base).clean(encodable(html))).strip()


@lru_cache(maxsize=8)
def _cleaner(base: str) -> Cleaner:
    """Made once for a page: it takes longer to make than to clean a comment."""
    import nh3

    relative: Any = ("rewrite_with_base", base) if urlsplit(base).scheme in ("http", "https") else "deny"
    return nh3.Cleaner(
        tags=set(SAFE_TAGS),
        attributes={name: set(names) for name, names in _SAFE_ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto"},
        url_relative=relative,
        link_rel="nofollow noopener noreferrer",
    )


_WHOLE_ADDRESS = re.compile(r"https?://[^/;?#][^;?#]*(?:\?[^;?#]+)?(?:#[^;?#]+)?$")
"""What `urljoin` gives back as it is, after taking it apart twice."""


def absolute_url(href: str | None, base: str) -> str | None:
    """An http(s) address made absolute, or None for everything else (script, mail, fragments of nothing, nonsense)."""
    href = squeeze(href)
    if not href or len(href) > 4096:
        return None
    try:
        joined = href if _WHOLE_ADDRESS.match(href) else urljoin(base, href)
        parts = urlsplit(joined)
        host = parts.hostname
    except ValueError:
        return None
    return without_secrets(joined) if parts.scheme in ("http", "https") and host else None


def site_host(url: str | None) -> str:
    """The host of an address without `www.`: one site by either name. Ids that systems count by site stand in it."""
    return (urlsplit(url or "").hostname or "").removeprefix("www.")
