"""The kind of document that some bytes are, by their content and not by their name."""

import re
from typing import Literal

from scraper.page.encoding import BOMS

Kind = Literal["html", "mhtml", "feed", "sitemap", "xml", "text", "binary", "empty"]
"""`mhtml` is a page with its parts as mail (RFC 2557), `xml` any other XML, `text` anything readable without markup."""

MAX_LOOK = 256 * 1024
"""As many bytes are looked at: what a document is shows in its beginning."""

_BOMS = ((b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"), *BOMS)
_BINARY_STARTS = (b"%PDF-", b"\x1f\x8b", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))

_ROOTS: dict[str, Kind] = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "urlset": "sitemap", "sitemapindex": "sitemap", "svg": "xml",
}  # fmt: skip

_HTML_TAGS = frozenset(
    "a abbr address article aside audio b base blockquote body br button canvas caption center cite code details dd "
    "div dl dt em embed fieldset figure font footer form frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img "
    "input li link main map meta nav noscript object ol p pre q s script section select small span strong style sub "
    "summary sup svg table tbody td template textarea th thead title tr tt u ul video".split()
)

_ROOT = re.compile(
    r"(?P<before>(?:[\s\ufeff]|<!--(?s:.*?)-->|<\?[^>]*>|<!(?!--)[^>\[]*(?:>|\[(?s:.*?)\]>))*+)"
    r"<(?:[A-Za-z_][\w.-]*:)?(?P<name>[A-Za-z_][\w.-]*)"
)
"""The first element, after comments, instructions and declarations, with nothing else before it."""

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)[\s/>]")
_MHTML = re.compile(
    rb"(?i)\A(?:[\w-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n){0,50}){1,60}?content-type:\s{0,10}multipart/related"
)
_PAGE_STARTS = re.compile(r"^[ \t]*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.MULTILINE)


def kind_of(data: bytes, content_type: str | None = None) -> Kind:
    """The kind of `data`. The Content-Type only decides where the bytes leave a doubt (text with a few tags in it)."""
    head = data[:MAX_LOOK]
    if not head.strip(b"\0 \t\r\n\f\xef\xbb\xbf\xfe\xff"):
        return "empty"
    if _MHTML.match(head):
        return "mhtml"
    text = look(head)
    if text is None:
        return "binary"
    found = _ROOT.match(text)
    if found is None:
        return _text_or_page(text, content_type)
    before, root = found["before"].lower(), found["name"].lower()
    if root in _ROOTS:
        return _ROOTS[root]
    if root in _HTML_TAGS or "<!doctype html" in before:
        return "html"
    if "<?xml" in before or "<!doctype" in before:
        return "xml"
    return _text_or_page(text, content_type)


def prologue(data: bytes) -> str:
    """What stands before the first element, in lower case: declarations, instructions, comments."""
    text = look(data[:MAX_LOOK]) or ""
    found = _ROOT.match(text)
    return (found["before"] if found else text).lower()


def look(head: bytes) -> str | None:
    """The beginning of a document as text, near enough to recognise it by; None for binary data."""
    if head.startswith(_BINARY_STARTS):
        return None
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    if head[:64].count(b"\0") >= len(head[:64]) // 2 - 1 and len(head) > 3:  # UTF-16 without a mark
        encoding = "utf-16-be" if head[0] == 0 else "utf-16-le"
        text = head.decode(encoding, "replace")
        return text if text[:32].isascii() and text[:32].strip().isprintable() else None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if head[:1024].count(b"\0") * 50 > len(head[:1024]) or controls * 50 > len(head):
        return None
    return head.decode("utf-8", "replace")


def _text_or_page(text: str, content_type: str | None) -> Kind:
    """Text comes first. It may be a page after a server's warning, a piece of HTML, or text in which HTML is quoted."""
    essence = (content_type or "").partition(";")[0].strip().lower()
    tags = sum(name.lower() in _HTML_TAGS for name in _TAG.findall(text))
    if essence == "text/plain" or not tags:
        return "text"
    if essence in {"text/html", "application/xhtml+xml"} or _PAGE_STARTS.search(text[:8192]):
        return "html"
    return "html" if tags > 4 and tags * 100 > len(text) else "text"  # a tag every few lines: marked up throughout
