"""WordPress: the WXR of Tools, Export, versions 1.0 to 1.2, as `wp-admin/includes/export.php` writes it.

Other programs write it too, Afterword among them: the numbers of their comments say nothing beyond the dump. Elements
are told by their local names, since the namespace changes with the version. Spam is not exported by WordPress itself.
Words are as typed: WordPress makes paragraphs of them when it prints them. Names stand there escaped for HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scraper.imports.assemble import Numbering
from scraper.imports.format import Format
from scraper.imports.records import Page, Private, Record, Said, Tally
from scraper.imports.source import Source
from scraper.imports.syntax.xml_stream import Element, elements
from scraper.text import unescape
from scraper.thread import Author, Kind, State
from scraper.times import header_date, iso

_RECORDS = frozenset({"item", "author", "category", "tag", "term"})

_INNER = frozenset({"comment"})

_SIGN = re.compile(r"[\"']https?://wordpress\.org/export/\d")

_WRITER = re.compile(rb"""generator\s*(?:=\s*["']|>\s*(?:https?://)?)wordpress""", re.IGNORECASE)
"""WordPress names itself. Other programs make numbers up for its importer, which gives them new ones anyway."""

_KINDS: Mapping[str, Kind] = {
    "": "comment",
    "comment": "comment",
    "review": "comment",
    "pingback": "pingback",
    "trackback": "trackback",
    "webmention": "pingback",
    "mention": "pingback",
}
"""Kinds of comments that readers see (the last two come from the Webmention plugin); shops and editors keep notes of
other kinds."""

_STATES: Mapping[str, State] = {"1": "visible", "approve": "visible", "trash": "deleted", "post-trashed": "deleted"}

MOST_PEOPLE = 10_000
"""So many writers of articles are kept in mind; an export names them first."""

_HELD = frozenset({"0", "hold", ""})

_NO_ACCOUNT = "0"


def read(source: Source, tally: Tally) -> Iterator[Record]:
    """The items and comments of the dump. What was held or is spam is left out, what was thrown away is deleted."""
    items = 0
    people: dict[str, Element] = {}
    numbered = _WRITER.search(source.head) is not None
    for element in elements(source, _RECORDS, _INNER):
        key = f"{source.place}.{items}"
        if element.name == "comment":
            yield from _comment(element, key, tally)
        elif element.name == "item":
            yield _page(element, key, people.get(element.said("creator") or ""), numbered=numbered)
            items += 1
        elif element.name == "author" and len(people) < MOST_PEOPLE:
            people[element.said("author_login") or ""] = element
        elif element.name == "pubDate" and not items and (made := header_date(element.text)):
            tally.made_at = max(tally.made_at or "", made.isoformat())


def _page(item: Element, key: str, writer: Element | None, *, numbered: bool) -> Page:
    encoded = (part for part in item.all("encoded") if "/content/" in part.namespace)
    content = next((part.text for part in encoded), "")
    tags = (part.text for part in item.all("category") if part.attributes.get("domain") in ("post_tag", "tag"))
    return Page(
        key,
        item.said("link") or "",
        item.said("title"),
        unescape(writer.said("author_display_name") or "") or None if writer is not None else None,
        published=_date(item.said("post_date_gmt"), item.said("post_date")),
        words=content,
        markup="typed",
        numbered=numbered,
        account=writer.said("author_id") if writer is not None else None,
        tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
    )


def _comment(element: Element, item: str, tally: Tally) -> Iterator[Said]:
    kind = _KINDS.get(element.said("comment_type") or "")
    account = element.said("comment_user_id")
    approved = "1" if element.first("comment_approved") is None else element.said("comment_approved") or ""
    if approved == "spam":
        tally.skipped["spam"] += 1
    elif approved in _HELD:
        tally.skipped["held"] += 1
    elif kind is None:
        tally.skipped["of another kind"] += 1
    else:
        parent = element.said("comment_parent")
        yield Said(
            page=item,
            id=element.said("comment_id"),
            words=element.said("comment_content") or "",
            markup="typed",
            parent=parent if parent not in (None, "0") else None,
            author=Author(unescape(element.said("comment_author") or ""), element.said("comment_author_url")),
            published=_date(element.said("comment_date_gmt"), element.said("comment_date")),
            kind=kind,
            state=_STATES.get(approved, "hidden"),
            account=None if account == _NO_ACCOUNT else account,
            private=Private(element.said("comment_author_email"), element.said("comment_author_IP")),
        )


def _date(in_utc: str | None, local: str | None) -> str | None:
    """The date in UTC; where a program wrote noughts there, the local one, of which no zone is stated."""
    return iso(in_utc, bare_is_utc=True) or iso(local)


FORMATS = (Format("WordPress WXR", _SIGN, read, Numbering("wordpress", "wordpress-export")),)
