"""Feeds of comments, for tests."""

from __future__ import annotations

PAGE = "http://harbour.example/wall/"

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Comments on: The wall</title>
<link>{page}</link>{items}</channel></rss>"""

ITEM = """<item><title>By: {name}</title><link>{page}#comment-{id}</link><dc:creator><![CDATA[{name}]]></dc:creator>
<pubDate>{date}</pubDate><guid isPermaLink="false">http://harbour.example/?p=7#comment-{id}</guid>
<description><![CDATA[cut short]]></description>
<content:encoded><![CDATA[<p>{text}</p><script>alert(1)</script>]]></content:encoded></item>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"
xmlns:thr="http://purl.org/syndication/thread/1.0"><title>Replies</title><id>tag:harbour.example,2019:wall:replies</id>
<link rel="alternate" href="{page}"/>{head}{entries}</feed>"""

ENTRY = """<entry><id>tag:harbour.example,2019:{id}</id><title>Re: The wall</title><author><name>{name}</name>
<uri>/people/{name}</uri></author><published>2019-03-0{id}T08:00:00.123+01:00</published>
<link href="{page}#comment-{id}"/><thr:in-reply-to ref="{to}"/><content type="html">&lt;p&gt;{text}&lt;/p&gt;</content>
</entry>"""


def rss(*items: str, page: str = PAGE) -> bytes:
    return RSS.format(page=page, items="".join(items)).encode()


def item(number: int, name: str, date: str, text: str = "Aye.", page: str = PAGE) -> str:
    return ITEM.format(id=number, name=name, date=date, text=text, page=page)


FIRST = item(3, "Ida", "Sat, 02 Mar 2019 08:00:05 +0000", "I saw it move.")

SECOND = item(5, "Tove &amp; Co", "Sat, 02 Mar 2019 09:00:05 EST")


def entry(number: int, name: str, to: str, text: str = "Aye.") -> str:
    return ENTRY.format(id=number, name=name, to=f"tag:harbour.example,2019:{to}", text=text, page=PAGE)


def atom(*entries: str, head: str = "") -> bytes:
    return ATOM.format(page=PAGE, head=head, entries="".join(entries)).encode()
