"""Disqus: the XML of "Export comments", all threads before all posts, posts of one thread wherever they were written.

Elements as in Disqus's own description (docs.disqus.com/developers/export) and in dumps that people keep: ids stand in
`dsq:id`, dates are UTC whether they say so or not, `<id>wp_id=N</id>` tells a comment's number in the WordPress that it
came from. Votes are not in it. Some threads have no address, and several may have the same one. Links lead by way of
Disqus's counter of clicks, which will not be there when Disqus is not.
"""

import re
from collections.abc import Iterator

from scraper.imports.records import DumpComment, Format, Page, Private, Record, Tally
from scraper.imports.source import Source
from scraper.imports.syntax.xml_stream import Element, elements
from scraper.thread import Author
from scraper.times import iso

_RECORDS = frozenset({"category", "thread", "post"})
_SIGN = re.compile(r"<disqus\b[^>]*xmlns\s*=\s*[\"']https?://disqus\.com")
_CHANGED_LINK = re.compile(r"//disq\.us/|(?:\.\.\.|\N{HORIZONTAL ELLIPSIS})</a>")
_IN_WORDPRESS = re.compile(r"wp_id=(\d+)")


def read(source: Source, tally: Tally) -> Iterator[Record]:
    """The threads and posts of the dump. Spam is left out, deleted posts stay as deleted."""
    for element in elements(source, _RECORDS):
        if element.name == "thread":
            yield from _thread(element)
        elif element.name == "post":
            yield from _post(element, tally)


def _thread(element: Element) -> Iterator[Page]:
    if key := element.get("id"):
        url = element.findtext("link") or element.findtext("id") or ""
        published = iso(element.findtext("createdAt"), bare_is_utc=True)
        yield Page(key, url, element.findtext("title"), published=published, forum=element.findtext("forum"))


def _post(element: Element, tally: Tally) -> Iterator[DumpComment]:
    if element.findtext("isSpam") == "true":
        tally.skipped["spam"] += 1
        return
    foreign = _IN_WORDPRESS.fullmatch(element.findtext("id") or "")
    yield DumpComment(
        page=element.get("id", "thread") or "",
        id=element.get("id"),
        words=_direct(element.findtext("message") or ""),
        parent=element.get("id", "parent"),
        author=Author(element.findtext("author", "name")),
        published=iso(element.findtext("createdAt"), bare_is_utc=True),
        state="deleted" if element.findtext("isDeleted") == "true" else "visible",
        elsewhere=foreign[1] if foreign else None,
        private=Private(element.findtext("author", "email"), element.findtext("ipAddress")),
    )


def _direct(message: str) -> str:
    """A message with its links as they were written. Most have none, and a tree takes its time."""
    if not _CHANGED_LINK.search(message):
        return message
    from scraper.channels.disqus.posts import direct

    return str(direct(message))


FORMATS = (Format("Disqus XML", "disqus", "disqus-export", _SIGN, read),)
