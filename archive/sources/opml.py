"""Lists of sources as OPML 2.0 (opml.org/spec2.opml), as feed readers exchange them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from archive.errors import ArchiveError
from archive.sources.sources import Kind, Source

NAMESPACE = "urn:afterword:sources"
"""Of the one attribute that OPML has no word for: what kind of source it is, where it is no feed."""

MAX_BYTES = 16 * 1024 * 1024

_KIND = f"{{{NAMESPACE}}}kind"


def lines(sources: Iterable[Source]) -> Iterator[str]:
    """The lines of an OPML document: feeds as subscriptions, the rest as links; labels as categories."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<opml version="2.0" xmlns:afterword="{NAMESPACE}">'
    yield "  <head><title>What afterword watches</title></head>"
    yield "  <body>"
    for source in sources:
        name = _storable(source.title or source.url)
        values = {"text": name, "title": name, "category": ",".join(source.labels)}
        if source.kind == "feed":
            values |= {"type": "rss", "xmlUrl": source.url, "htmlUrl": source.home or ""}
        else:
            values |= {"type": "link", "url": source.url, "afterword:kind": source.kind}
        attributes = " ".join(f"{key}={quoteattr(_storable(value))}" for key, value in values.items() if value)
        yield f"    <outline {attributes}/>"
    yield "  </body>"
    yield "</opml>"


def is_opml(data: bytes) -> bool:
    """Whether bytes look like an OPML document."""
    return b"<opml" in data[:4096].lower()


def read(data: bytes, name: str) -> list[Source]:
    """The sources that an OPML document lists, those of folders with the folder's name as a label.

    ArchiveError, which begins with `name`, when it is none or defines entities.
    """
    from lxml import etree

    if len(data) > MAX_BYTES:
        raise ArchiveError(f"{name}: larger than {MAX_BYTES:,} bytes; no list of sources is")
    if b"<!doctype" in data[:262_144].lower():
        raise ArchiveError(f"{name}: the OPML has a document type, which OPML has no use for; it is not read")
    try:
        root = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        )
    except etree.XMLSyntaxError as error:
        raise ArchiveError(f"{name}: the OPML cannot be read ({' '.join(str(error).split())})") from None
    found: dict[str, Source] = {}
    for outline in root.iter("outline"):
        source = _source(outline.attrib, [above.get("text", "") for above in outline.iterancestors("outline")])
        if source is not None:
            found.setdefault(source.url, source)
    return list(found.values())


def _source(values: Mapping[str, Any], folders: list[str]) -> Source | None:
    url = values.get("xmlUrl") or values.get("url")
    if not url or not url.lower().startswith(("http://", "https://")):
        return None
    stated = values.get(_KIND)
    kind: Kind = "feed" if values.get("xmlUrl") else stated if stated in ("sitemap", "archive") else "page"
    title = values.get("title") or values.get("text")
    labels = [*(part.strip("/ ") for part in values.get("category", "").split(",")), *reversed(folders)]
    return Source(
        url,
        kind,
        title=title if title != url else None,
        labels=tuple(dict.fromkeys(label for label in labels if label)),
        home=values.get("htmlUrl") or None,
    )


def _storable(text: str) -> str:
    """Text without what XML cannot hold (XML 1.0, 2.2)."""
    return "".join(char for char in text if char.isprintable())
