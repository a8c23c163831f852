"""Blogger: the Atom of "Back up content", and the `feed.atom` of Google's Takeout that took its place.

In the old form entries are distinguished by a category (`kind#post`, `kind#comment`), a comment names its page in
`thr:in-reply-to` (RFC 4685) and the comment that it answers by a link `rel="related"`; a removed one bears
`blogger.contentRemoved`. The new one has `blogger:type`, `blogger:status`, `blogger:parent` (the page) and
`blogger:inReplyTo` (the comment), and tells of a page only its path (`blogger:filename`). Written after dumps that
other programs' tests hold; no real one was there.
"""

import re
from collections.abc import Iterator

from scraper.imports.records import DumpComment, Format, Page, Private, Record, Tally
from scraper.imports.source import Source
from scraper.imports.syntax.xml_stream import Element, elements
from scraper.thread import Author, State
from scraper.times import iso

_SIGN = re.compile(
    r"\A(?=.*http://www\.w3\.org/2005/Atom)"
    r".*?(?:schemas\.google\.com/blogger/2018|blogger/2008/kind#|tag:blogger\.com,1999:blog-\d+\.archive)",
    re.DOTALL,
)
_KIND = "http://schemas.google.com/g/2005#kind"
_TAGS = re.compile(r"\Ahttp://www\.blogger\.com/atom/ns#\Z|tag:blogger\.com")
_NUMBER = re.compile(r"(?:post-|comment-|/default/)(\d+)(?=$|[?#])")
_BLOG = re.compile(r"blog-(\d+)")
_NOBODY = "noreply@blogger.com"
_STATES: dict[str, State] = {"": "visible", "LIVE": "visible", "EMPTIED": "deleted"}


def read(source: Source, tally: Tally) -> Iterator[Record]:
    """The posts, pages and comments of the dump, without pending ones and spam. Removed comments are deleted ones."""
    for element in elements(source, frozenset({"entry"})):
        kind = _kind(element) if element.name == "entry" else None
        if kind == "comment":
            yield from _comment(element, tally)
        elif kind in ("post", "page"):
            yield _page(element)


def _kind(entry: Element) -> str | None:
    named = next(entry.findall("category", scheme=_KIND), None)
    return (named.get("term") or "").rpartition("#")[2] if named else (entry.findtext("type") or "").lower()


def _page(entry: Element) -> Page:
    blog = _BLOG.search(entry.findtext("id") or "")
    labels = (part for part in entry.findall("category") if _TAGS.search(part.get("scheme") or ""))
    return Page(
        entry.findtext("id") or "",
        _link(entry, "alternate") or entry.findtext("filename") or "",
        entry.findtext("title"),
        entry.findtext("author", "name"),
        iso(entry.findtext("published")),
        entry.findtext("content") or "",
        tags=tuple(dict.fromkeys(tag for label in labels if (tag := label.get("term")))),
        site=blog[1] if blog else None,
        account=_account(entry),
    )


def _comment(entry: Element, tally: Tally) -> Iterator[Record]:
    status = entry.findtext("status") or ""
    if "SPAM" in status:
        tally.skipped["spam"] += 1
        return
    if "PENDING" in status:
        tally.skipped["held"] += 1
        return
    page = entry.findtext("parent") or entry.get("ref", "in-reply-to") or ""
    if page and entry.find("in-reply-to"):  # the page itself may be missing from the dump
        yield Page(page, entry.get("href", "in-reply-to") or "")
    email = entry.findtext("author", "email")
    yield DumpComment(
        page=page,
        id=_number(entry.findtext("id")),
        words=entry.findtext("content") or "",
        parent=_number(entry.findtext("inReplyTo") or _link(entry, "related")),
        author=Author(
            entry.findtext("author", "name"), entry.findtext("author", "uri"), entry.get("src", "author", "image")
        ),
        published=iso(entry.findtext("published")),
        state="deleted" if _is_removed(entry) else _STATES.get(status, "hidden"),
        account=_account(entry),
        private=Private(None if email == _NOBODY else email),
    )


def _account(entry: Element) -> str | None:
    """The profile of a commenter who was logged in: an anonymous one may type any address."""
    return entry.findtext("author", "uri") if entry.findtext("author", "type") == "BLOGGER" else None


def _is_removed(entry: Element) -> bool:
    marks = entry.findall("extendedProperty", name="blogger.contentRemoved", value="true")
    return bool(entry.findtext("trashed")) or any(marks)


def _link(entry: Element, rel: str) -> str | None:
    return next((part.get("href") for part in entry.findall("link", rel=rel)), None)


def _number(stated: str | None) -> str | None:
    """The number of a comment, at the end of its name (`tag:blogger.com,1999:blog-1.post-2`) or of its address."""
    found = _NUMBER.search(stated or "")
    return found[1] if found else None


FORMATS = (Format("Blogger Atom", "blogger", "blogger-export", _SIGN, read),)
