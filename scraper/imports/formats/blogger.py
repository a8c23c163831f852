"""Blogger: the Atom of "Back up content", and the `feed.atom` of Google's Takeout that took its place.

In the old form entries are told apart by a category (`kind#post`, `kind#comment`), a comment names its page in
`thr:in-reply-to` (RFC 4685) and the comment that it answers by a link `rel="related"`; a removed one bears
`blogger.contentRemoved`. The new one has `blogger:type`, `blogger:status`, `blogger:parent` (the page) and
`blogger:inReplyTo` (the comment), and tells of a page only its path (`blogger:filename`). Written after dumps that
other programs' tests hold; no real one was there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.imports.assemble import Numbering
from scraper.imports.format import Format
from scraper.imports.records import Page, Private, Record, Said, Tally
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

_TAGS = "http://www.blogger.com/atom/ns#"

_NUMBER = re.compile(r"(?:post-|comment-|/default/)(\d+)(?=$|[?#])")

_BLOG = re.compile(r"blog-(\d+)")

_NOBODY = "noreply@blogger.com"

_STATES: dict[str, State] = {"": "visible", "LIVE": "visible", "EMPTIED": "deleted"}


def read(source: Source, tally: Tally) -> Iterator[Record]:
    """The posts, pages and comments of the dump. What was held or is spam is left out, what was removed is deleted."""
    for element in elements(source, frozenset({"entry"})):
        kind = _kind(element) if element.name == "entry" else None
        if kind == "comment":
            yield from _comment(element, tally)
        elif kind in ("post", "page"):
            yield _page(element)


def _kind(entry: Element) -> str | None:
    named = next((part.attributes.get("term", "") for part in entry.all("category") if _is(part, _KIND)), None)
    return named.rpartition("#")[2] if named is not None else (entry.said("type") or "").lower()


def _is(category: Element, scheme: str) -> bool:
    return category.attributes.get("scheme") == scheme


def _page(entry: Element) -> Page:
    blog = _BLOG.search(entry.said("id") or "")
    tags = (
        part.attributes.get("term", "")
        for part in entry.all("category")
        if not _is(part, _KIND) and (_is(part, _TAGS) or "tag:blogger.com" in part.attributes.get("scheme", ""))
    )
    return Page(
        entry.said("id") or "",
        _link(entry, "alternate") or entry.said("filename") or "",
        entry.said("title"),
        entry.said("author", "name"),
        iso(entry.said("published")),
        entry.said("content") or "",
        tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
        site=blog[1] if blog else None,
        account=_account(entry),
    )


def _comment(entry: Element, tally: Tally) -> Iterator[Record]:
    status = entry.said("status") or ""
    if "SPAM" in status:
        tally.skipped["spam"] += 1
        return
    if "PENDING" in status:
        tally.skipped["held"] += 1
        return
    page = entry.said("parent") or entry.stated("ref", "in-reply-to") or ""
    if page and entry.first("in-reply-to"):  # the page itself may be missing from the dump
        yield Page(page, entry.stated("href", "in-reply-to") or "")
    email = entry.said("author", "email")
    yield Said(
        page=page,
        id=_number(entry.said("id")),
        words=entry.said("content") or "",
        parent=_number(entry.said("inReplyTo") or _link(entry, "related")),
        author=Author(
            entry.said("author", "name"), entry.said("author", "uri"), entry.stated("src", "author", "image")
        ),
        published=iso(entry.said("published")),
        state="deleted" if _is_removed(entry) else _STATES.get(status, "hidden"),
        account=_account(entry),
        private=Private(None if email == _NOBODY else email),
    )


def _account(entry: Element) -> str | None:
    """The profile of somebody who was logged in: anybody may type an address."""
    return entry.said("author", "uri") if entry.said("author", "type") == "BLOGGER" else None


def _is_removed(entry: Element) -> bool:
    return bool(entry.said("trashed")) or any(
        part.attributes.get("name") == "blogger.contentRemoved" and part.attributes.get("value") == "true"
        for part in entry.all("extendedProperty")
    )


def _link(entry: Element, rel: str) -> str | None:
    return next((part.attributes.get("href") for part in entry.all("link") if part.attributes.get("rel") == rel), None)


def _number(stated: str | None) -> str | None:
    """The number of a comment, at the end of its name (`tag:blogger.com,1999:blog-1.post-2`) or of its address."""
    found = _NUMBER.search(stated or "")
    return found[1] if found else None


FORMATS = (Format("Blogger Atom", _SIGN, read, Numbering("blogger", "blogger-export")),)
