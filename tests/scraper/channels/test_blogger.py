from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import pytest

from scraper.channels import blogger
from scraper.channels.feed import reading_of
from scraper.channels.registry import embeds_of
from scraper.discovery.comment_feeds import read_comment_feed
from scraper.fetch import Fetcher
from scraper.incomplete import Code, Incomplete
from scraper.page.page import read_page
from tests.scraper.channels.services import POLICY, Services, web

BLOG, POST = "1000000001", "7000000007"
PAGE = "http://quayside.example/2013/09/the-wall.html"
ENTRY = """<entry><id>tag:blogger.com,1999:blog-{blog}.post-{id}</id><published>2013-09-04T14:{minute:02}:54.416-07:00
</published><updated>2013-09-04T14:{minute:02}:54.416-07:00</updated><title type="text">{title}</title>
<content type="html">{text}</content><link rel="self" type="application/atom+xml" href="{feed}/{id}"/>{links}
<author><name>{name}</name><uri>http://www.blogger.com/profile/{id}</uri><email>noreply@blogger.com</email></author>
<thr:in-reply-to xmlns:thr="http://purl.org/syndication/thread/1.0" href="{page}"
 ref="tag:blogger.com,1999:blog-{blog}.post-{post}" type="text/html"/>{marks}</entry>"""


class Service(Services):
    """A post's comments, the newest first, in pages of `most`."""

    comments: list[dict[str, Any]]
    most = 25

    def feed(self, begin: int, size: int) -> bytes:
        feed = f"{self.url}/feeds/{BLOG}/{POST}/comments/default"
        newest = self.comments[::-1]
        shown = newest[begin - 1 : begin - 1 + size]
        entries = "".join(self._entry(each, feed) for each in shown)
        more = begin + size <= len(newest)
        href = escape(f"{feed}?start-index={begin + size}&max-results={size}")
        link = f'<link rel="next" type="application/atom+xml" href="{href}"/>' if more else ""
        head = f'<link rel="alternate" type="text/html" href="{PAGE}"/>{link}<generator>Blogger</generator>'
        return (
            f"<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'"
            f" xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/' xmlns:gd='http://schemas.google.com/g/2005'>"
            f"<id>tag:blogger.com,1999:blog-{BLOG}.post{POST}..comments</id>{head}"
            f"<openSearch:totalResults>{len(newest)}</openSearch:totalResults>{entries}</feed>"
        ).encode()

    def _entry(self, told: dict[str, Any], feed: str) -> str:
        removed = told.get("removed", False)
        link = f'<link rel="alternate" href="{PAGE}?showComment=1378#c{told["id"]}"/>' if not removed else ""
        if "answers" in told:
            link += f'<link rel="related" href="{feed}/{told["answers"]}"/>'
        marks = '<gd:extendedProperty name="blogger.itemClass" value="pid-1"/>'
        marks += '<gd:extendedProperty name="blogger.contentRemoved" value="true"/>' if removed else ""
        text = "This comment has been removed by the author." if removed else told["text"]
        return ENTRY.format(blog=BLOG, post=POST, id=told["id"], minute=told["id"] % 60, title="", name=told["name"],
                            text=escape(text), feed=feed, links=link, marks=marks, page=PAGE)  # fmt: skip

    def answer(self, handler: Any, path: str) -> bool:
        parts = urlsplit(path)
        if not parts.path.endswith("/comments/default"):
            return False
        asked = {name: int(values[0]) for name, values in parse_qs(parts.query).items()}
        size = min(asked.get("max-results", 25), self.most)
        data = self.feed(asked.get("start-index", 1), size)
        handler.reply(200, data, {"Content-Type": "application/atom+xml; charset=UTF-8"})
        return True


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    service.comments = [
        {"id": 5000 + number, "name": f"Reader {number % 5}", "text": f"I wear <b>wool</b>, {number}."}
        for number in range(1, 89)
    ]
    service.comments[10]["removed"] = service.comments[40]["removed"] = True
    service.comments[30]["answers"] = 5004
    with service:
        yield service


def found(service: Service) -> Any:
    href = f"{service.url}/feeds/{BLOG}/{POST}/comments/default"
    page = f'<html><head><link rel="alternate" type="application/atom+xml" href="{href}"></head><body>x</body></html>'
    (embed,) = [each for each in embeds_of(read_page(page.encode(), PAGE)) if each.channel == "blogger"]
    return embed


def test_all_pages_of_the_feed_make_one_thread(service: Service) -> None:
    with Fetcher(POLICY) as fetcher:
        reading = blogger.read(found(service), web(fetcher))
    assert (len(reading.comments), reading.declared_count, reading.complete) == (88, 88, True)
    by_id = {each.id: each for each in reading.comments}
    assert [each.id for each in reading.comments if each.depth == 0][:3] == ["5001", "5002", "5003"]
    assert reading.comments[by_id["5031"].parent or 0].id == "5004"
    assert by_id["5001"].text == "I wear wool, 1."
    assert by_id["5001"].published == "2013-09-04T14:21:54-07:00"
    assert (by_id["5001"].author.name, by_id["5001"].permalink) == ("Reader 1", f"{PAGE}?showComment=1378#c5001")
    assert [each.id for each in reading.comments if each.state == "deleted"] == ["5011", "5041"]
    assert by_id["5011"].text == ""
    assert (reading.id_system, reading.id_scope) == ("blogger", "quayside.example")


def test_one_page_of_it_is_not_complete(service: Service) -> None:
    reading = reading_of(read_comment_feed(service.feed(1, 25), "file:///saved.xml"))
    assert (len(reading.comments), reading.declared_count, reading.complete) == (25, 88, False)
    assert reading.incomplete == Incomplete(Code.TOO_FEW, "25 of 88")
    assert reading.page == PAGE


@pytest.mark.parametrize(
    ("head", "body", "url"),
    [
        ('<link rel="alternate" href="/feeds/7000000007/comments/default">', "", "/feeds/7000000007/comments/default"),
        ("", '<a href="/feeds/7000000007/comments/default?alt=rss">Feed</a>', "/feeds/7000000007/comments/default"),
        (
            '<meta name="generator" content="Blogger">',
            "<script>_WidgetManager._SetPageActionUrl('x', {'postId': '7000000007'});</script>",
            "/feeds/7000000007/comments/default",
        ),
        (
            '<link rel="alternate" href="/feeds/7000000007/comments/default">',
            '<a href="/feeds/7000000008/comments/default">What they say of another post</a>',
            "/feeds/7000000007/comments/default",
        ),
        (
            '<meta name="generator" content="blogger"><meta itemprop="postId" content="7000000007">',
            "",
            "/feeds/7000000007/comments/default",
        ),
    ],
)
def test_a_post_at_blogger_is_known_by_its_feed_or_its_number(head: str, body: str, url: str) -> None:
    page = read_page(f"<html><head>{head}</head><body>{body}</body></html>".encode(), PAGE)
    assert [each.facts["url"] for each in embeds_of(page) if each.channel == "blogger"] == [
        f"http://quayside.example{url}"
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="alternate" href="/feeds/comments/default">',
        """<meta name="generator" content="Blogger"><a href="/feeds/7000000007/comments/default">Comments</a>
        <a href="/feeds/7000000008/comments/default">Comments</a>""",
        '<p>See <a href="https://elsewhere.example/feeds/7000000007/comments/default">their feed</a>.</p>',
        '<meta name="generator" content="Blogger"><script>{"postId": "7000000007"}, {"postId": "7000000008"}</script>',
        '<script>{"postId": "7000000007"}</script>',
    ],
)
def test_pages_of_several_posts_and_of_other_systems_are_none(html: str) -> None:
    page = read_page(f"<html><head>{html}</head><body>x</body></html>".encode(), PAGE)
    assert not [each for each in embeds_of(page) if each.channel == "blogger"]
