"""WordPress: the WXR of Tools, Export, versions 1.0 to 1.2, as `wp-admin/includes/export.php` writes it.

Other programs write it too, Afterword among them: the numbers of their comments say nothing beyond the dump. Elements
are told by their local names, since the namespace changes with the version. Spam is not exported by WordPress itself.
Words are as typed: WordPress makes paragraphs of them when it prints them. Names stand there escaped for HTML.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from scraper.errors import DocumentError
from scraper.imports.records import DumpComment, Format, Page, Private, Record, Tally
from scraper.imports.source import Source
from scraper.imports.syntax.xml_stream import Element, elements
from scraper.incomplete import Incomplete, from_dict
from scraper.text import unescape
from scraper.thread import Author, Kind, State
from scraper.times import header_date, instant, iso

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

STATED = "_afterword_stated"
"""The name of the meta field in which Afterword notes, as JSON, what a page stated where WXR asks for more."""

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
    stated = _stated(item, "postmeta")
    complete, incomplete = _completeness(stated)
    return Page(
        key,
        item.findtext("link") or "",
        None if "title" in stated else item.findtext("title"),
        unescape(writer.findtext("author_display_name") or "") or None if writer is not None else None,
        published=_published(item, "post_date", stated),
        complete=complete,
        incomplete=incomplete,
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
        parent, stated = element.findtext("comment_parent"), _stated(element, "commentmeta")
        name = "" if "author" in stated else unescape(element.findtext("comment_author") or "")
        yield DumpComment(
            page=item,
            id=element.findtext("comment_id"),
            words="" if "words" in stated else element.findtext("comment_content") or "",
            markup="typed",
            parent=parent if parent not in (None, "0") else None,
            author=Author(name, element.findtext("comment_author_url")),
            published=_published(element, "comment_date", stated),
            kind=kind,
            state=_STATES.get(approved, "hidden"),
            account=None if account == _NO_ACCOUNT else account,
            private=Private(element.findtext("comment_author_email"), element.findtext("comment_author_IP")),
        )


def _published(element: Element, name: str, stated: Mapping[str, Any]) -> str | None:
    """The date in UTC; where a program wrote noughts there, the local one, of which no zone is stated. A date that
    Afterword made up or added to is as the page stated it."""
    if "published" in stated:
        given = stated["published"]
        return given if isinstance(given, str) and instant(given) else None
    return iso(element.findtext(f"{name}_gmt"), bare_is_utc=True) or iso(element.findtext(name))


def _stated(element: Element, kind: str) -> Mapping[str, Any]:
    """What Afterword noted beside the values that it made up (`archive.export.wxr`)."""
    noted = (each.findtext("meta_value") for each in element.findall(kind) if each.findtext("meta_key") == STATED)
    with suppress(ValueError, RecursionError):
        found = json.loads(next(noted, None) or "{}")
        return found if isinstance(found, dict) else {}
    return {}


def _completeness(stated: Mapping[str, Any]) -> tuple[bool | None, Incomplete | None]:
    """Whether the thread was complete when Afterword wrote it, and why not; a dump of WordPress's own is."""
    complete = stated.get("complete", True)
    with suppress(DocumentError):
        return (complete, from_dict(stated)) if complete is None or isinstance(complete, bool) else (None, None)
    return complete, None


FORMATS = (Format("WordPress WXR", "wordpress", "wordpress-export", _SIGN, read),)
