"""WordPress: the WXR of Tools, Export, versions 1.0 to 1.2, as `wp-admin/includes/export.php` writes it.

Other programs write it too, Afterword among them: the numbers of their comments say nothing beyond the dump. Elements
are told by their local names, since the namespace changes with the version. Spam is not exported by WordPress itself.
Words are as typed: WordPress makes paragraphs of them when it prints them. Names stand there escaped for HTML.
"""

import re
from collections.abc import Iterator, Mapping

from scraper.imports.records import DumpComment, Format, Page, Private, Record, Tally
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
"""Authors of articles that are remembered; an export lists them first."""

_HELD = frozenset({"0", "hold", ""})
_NO_ACCOUNT = "0"


def read(source: Source, tally: Tally) -> Iterator[Record]:
    """The items and comments of the dump, without pending ones and spam. Comments in the trash are deleted ones."""
    items = 0
    people: dict[str, Element] = {}
    numbered = _WRITER.search(source.head) is not None
    for element in elements(source, _RECORDS, _INNER):
        key = f"{source.place}.{items}"
        if element.name == "comment":
            yield from _comment(element, key, tally)
        elif element.name == "item":
            yield _page(element, key, people.get(element.findtext("creator") or ""), numbered=numbered)
            items += 1
        elif element.name == "author" and len(people) < MOST_PEOPLE:
            people[element.findtext("author_login") or ""] = element
        elif element.name == "pubDate" and not items and (made := header_date(element.text)):
            tally.made_at = max(tally.made_at or "", made.isoformat())


def _page(item: Element, key: str, writer: Element | None, *, numbered: bool) -> Page:
    encoded = (part for part in item.findall("encoded") if "/content/" in part.namespace)
    content = next((part.text for part in encoded), "")
    tags = (part.text for part in item.findall("category") if part.get("domain") in ("post_tag", "tag"))
    return Page(
        key,
        item.findtext("link") or "",
        item.findtext("title"),
        unescape(writer.findtext("author_display_name") or "") or None if writer is not None else None,
        published=_date(item.findtext("post_date_gmt"), item.findtext("post_date")),
        words=content,
        markup="typed",
        numbered=numbered,
        account=writer.findtext("author_id") if writer is not None else None,
        tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
    )


def _comment(element: Element, item: str, tally: Tally) -> Iterator[DumpComment]:
    kind = _KINDS.get(element.findtext("comment_type") or "")
    account = element.findtext("comment_user_id")
    approved = "1" if element.find("comment_approved") is None else element.findtext("comment_approved") or ""
    if approved == "spam":
        tally.skipped["spam"] += 1
    elif approved in _HELD:
        tally.skipped["held"] += 1
    elif kind is None:
        tally.skipped["of another kind"] += 1
    else:
        parent = element.findtext("comment_parent")
        yield DumpComment(
            page=item,
            id=element.findtext("comment_id"),
            words=element.findtext("comment_content") or "",
            markup="typed",
            parent=parent if parent not in (None, "0") else None,
            author=Author(unescape(element.findtext("comment_author") or ""), element.findtext("comment_author_url")),
            published=_date(element.findtext("comment_date_gmt"), element.findtext("comment_date")),
            kind=kind,
            state=_STATES.get(approved, "hidden"),
            account=None if account == _NO_ACCOUNT else account,
            private=Private(element.findtext("comment_author_email"), element.findtext("comment_author_IP")),
        )


def _date(in_utc: str | None, local: str | None) -> str | None:
    """The date in UTC; where a program wrote noughts there, the local one, of which no zone is stated."""
    return iso(in_utc, bare_is_utc=True) or iso(local)


FORMATS = (Format("WordPress WXR", "wordpress", "wordpress-export", _SIGN, read),)
