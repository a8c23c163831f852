"""WXR 1.2, the export format of WordPress, which its importer reads, and those of Disqus and Isso with it.

Written after `wp-admin/includes/export.php` of WordPress; `dsq:thread_identifier` after Disqus's "Custom XML import
format". One item an article, its comments below it with their parents, only visible ones: what a site has taken down
does not come back by an import.

WordPress keeps each time twice, in the zone of the site and in UTC: the first is written as the page stated it, so that
a new site in the same zone prints what the old one did. Line ends count in its comments, and of their elements it keeps
few when others than its owner import: so a line begins where a line of the comment does, and nowhere else, and a blank
line parts paragraphs.

Elements that WordPress asks for and no page tells are filled so: the e-mail address is one under `.invalid` (RFC 2606)
that is the same for the same author, the IP address is 0.0.0.0. Where a title, a name, words, a date or its zone is
made up, a meta field notes what the page stated: `afterword import` reads no more than that.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Any
from xml.sax.saxutils import escape

from archive.display import clean, one_line
from archive.export import other_systems
from archive.export.facts import is_web, title
from archive.export.markdown import paragraphs
from archive.times import published_utc
from scraper import incomplete as reasons
from scraper.imports.formats.wordpress import STATED
from scraper.thread import Comment, Thread
from scraper.times import instant, timed

HEAD = """\
<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
	xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:dsq="http://www.disqus.com/"
	xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Afterword</title>
<link>{link}</link>
<description></description>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{link}</wp:base_site_url>
<wp:base_blog_url>{link}</wp:base_blog_url>
<generator>afterword</generator>
"""
NO_ADDRESS = "0.0.0.0"  # noqa: S104 nobody's address, nothing is bound to it
APPROVED = {"visible": "1", "pending": "0", "hidden": "0", "deleted": "trash"}

_PRE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_BLOCK_ENDS = re.compile(r"(</(?:p|blockquote|ul|ol|dl|div|table|h[1-6])>) ?")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def wxr(threads: Iterable[Thread], mapping: other_systems.Mapping, *, as_markdown: bool = False) -> Iterator[str]:
    """The pieces of the file, UTF-8. `mapping` turns the addresses of articles into those of the new site.

    Isso reads comments as Markdown and shows HTML in them as it is written: it gets their words (`as_markdown`).
    """
    coming = iter(threads)
    first = list(islice(coming, 1))
    url = mapping.new(first[0].url) if first else ""
    yield HEAD.format(link=_text("/".join(url.split("/")[:3]) if is_web(url) else ""))
    comments = 0
    for number, thread in enumerate(chain(first, coming), 1):
        yield from _item(thread, number, comments, mapping, as_markdown=as_markdown)
        comments += len(thread.comments)
    yield "</channel>\n</rss>\n"


def _item(
    thread: Thread, number: int, before: int, mapping: other_systems.Mapping, *, as_markdown: bool
) -> Iterator[str]:
    article, url = thread.article, mapping.new(thread.url)
    date = instant(article.published) or instant(article.first_seen) or other_systems.FIRST
    name = re.sub(r"[^a-z0-9]+", "-", (url.rstrip("/").rpartition("/")[2]).lower()).strip("-")
    yield f"""\
<item>
<title>{_cdata(title(thread))}</title>
<link>{_text(url if is_web(url) else "")}</link>
<pubDate>{date:%a, %d %b %Y %H:%M:%S} +0000</pubDate>
<dc:creator>{_cdata(one_line(article.author) or other_systems.NOBODY)}</dc:creator>
<guid isPermaLink="false">{_text(thread.uid or url)}</guid>
<description></description>
<content:encoded>{_cdata(other_systems.body(article, thread.url))}</content:encoded>
<excerpt:encoded>{_cdata("")}</excerpt:encoded>
<dsq:thread_identifier>{_text(thread.uid or url)}</dsq:thread_identifier>
<wp:post_id>{number}</wp:post_id>
<wp:post_date>{_cdata(_moment(_local(date, article.published)))}</wp:post_date>
<wp:post_date_gmt>{_cdata(_moment(date))}</wp:post_date_gmt>
<wp:comment_status>{_cdata("open")}</wp:comment_status>
<wp:ping_status>{_cdata("closed")}</wp:ping_status>
<wp:post_name>{_cdata(name)}</wp:post_name>
<wp:status>{_cdata("publish")}</wp:status>
<wp:post_parent>0</wp:post_parent>
<wp:menu_order>0</wp:menu_order>
<wp:post_type>{_cdata("post")}</wp:post_type>
<wp:post_password>{_cdata("")}</wp:post_password>
<wp:is_sticky>0</wp:is_sticky>
"""
    named = {"title": article.title, "author": article.author}
    state = {} if thread.complete else {"complete": thread.complete, **reasons.to_dict(thread.incomplete)}
    yield _meta("postmeta", _made_up(named, article.published) | state)
    for place, (comment, at) in enumerate(zip(thread.comments, other_systems.dates(thread), strict=True), before + 1):
        parent = 0 if comment.parent is None else before + 1 + comment.parent
        words = paragraphs(comment.text, "\n") if as_markdown else _lines(other_systems.body(comment, thread.url))
        yield _comment(thread, comment, at, place, parent, words)
    yield "</item>\n"


def _comment(thread: Thread, comment: Comment, at: datetime, number: int, parent: int, words: str) -> str:
    author = comment.author
    link = author.url if is_web(author.url) else ""
    mail = f"{other_systems.author_id(thread, author)}@afterword.invalid"
    return f"""\
<wp:comment>
<wp:comment_id>{number}</wp:comment_id>
<wp:comment_author>{_cdata(other_systems.name(author))}</wp:comment_author>
<wp:comment_author_email>{_cdata(mail)}</wp:comment_author_email>
<wp:comment_author_url>{_text(link or "")}</wp:comment_author_url>
<wp:comment_author_IP>{_cdata(NO_ADDRESS)}</wp:comment_author_IP>
<wp:comment_date>{_cdata(_moment(_local(at, comment.published)))}</wp:comment_date>
<wp:comment_date_gmt>{_cdata(_moment(at))}</wp:comment_date_gmt>
<wp:comment_content>{_cdata(words or "…")}</wp:comment_content>
<wp:comment_approved>{_cdata(APPROVED[comment.state])}</wp:comment_approved>
<wp:comment_type>{_cdata(comment.kind)}</wp:comment_type>
<wp:comment_parent>{parent}</wp:comment_parent>
<wp:comment_user_id>0</wp:comment_user_id>
{_meta("commentmeta", _made_up({"author": author.name, "words": words}, comment.published))}</wp:comment>
"""


def _made_up(named: Mapping[str, str | None], published: str | None) -> dict[str, Any]:
    """What the page stated of the names, and of the date, that are made up or added to."""
    stated: dict[str, Any] = {name: None for name, given in named.items() if not one_line(given)}
    return stated if published_utc(published) else stated | {"published": published}


def _meta(kind: str, stated: Mapping[str, Any]) -> str:
    if not stated:
        return ""
    value = _cdata(json.dumps(stated))
    return f"<wp:{kind}>\n<wp:meta_key>{STATED}</wp:meta_key>\n<wp:meta_value>{value}</wp:meta_value>\n</wp:{kind}>\n"


def _lines(html: str) -> str:
    """HTML whose line ends are those of the words."""
    parts = _PRE.split(html)
    parts[1::2] = [f"\n\n{kept}\n\n" for kept in parts[1::2]]
    for place in range(0, len(parts), 2):
        flowing = re.sub(r"\s+", " ", parts[place])
        parts[place] = _BLOCK_ENDS.sub(r"\1\n\n", re.sub(r" ?(<br>|</li>) ?", r"\1\n", flowing))
    return "".join(parts).strip()


def _local(at: datetime, stated: str | None) -> datetime:
    """The moment in the zone in which it was stated, where it was; else in UTC."""
    found = timed(stated)
    with suppress(OverflowError):
        at += (found and found.utcoffset()) or timedelta(0)
    return at


def _moment(date: datetime) -> str:
    return f"{date.year:04}-{date:%m-%d %H:%M:%S}"


def _cdata(text: str) -> str:
    """Text that no parser looks into; what XML 1.0 cannot hold, and what misleads an eye, is left out."""
    return f"<![CDATA[{_NO_XML.sub('', clean(text)).replace(']]>', ']]]]><![CDATA[>')}]]>"


def _text(text: str) -> str:
    return escape(_NO_XML.sub("", clean(text)), {'"': "&quot;"})
