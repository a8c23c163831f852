from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.run.scrape import scrape
from scraper.fetch import Fetcher, Policy
from scraper.incomplete import Code
from scraper.visit.targets import WebPage
from scraper.workers import Workers
from tests.blog import Blog
from tests.support.report import Told
from tests.support.threads import contents, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.run.report import PageLine, Summary

POLICY = Policy(allow_private=True, delay=0, retries=0, timeout=20.0)

PAGE = """<!DOCTYPE html><html><head><title>Of kettles</title>
<link rel="canonical" href="{base}/kettles/">
<link rel="alternate" type="application/rss+xml" title="Site" href="{base}/feed/">
<link rel="alternate" type="application/rss+xml" title="Kettles" href="{base}/kettles/feed/"></head><body>
<article><h1>Of kettles</h1><p>{words}</p></article>
<h2>{declared} comments</h2>
<ol class="commentlist"><li class="comment depth-1 even" id="comment-11"><div class="comment-author"><cite>Anna
Thimble</cite></div><a href="#comment-11">3 May 2024 at 10:00</a><p>Mine whistles in the morning.</p></li></ol>
</body></html>"""

ITEM = """<item><title>By: {name}</title><link>{base}/kettles/#comment-{id}</link><dc:creator>{name}</dc:creator>
<pubDate>Fri, 03 May 2024 {time} +0000</pubDate><guid isPermaLink="false">{base}/?p=7#comment-{id}</guid>
<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item>"""

FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Comments on: Of kettles</title><link>{base}/kettles/</link>
{items}</channel></rss>"""

FIRST = ("11", "Anna Thimble", "10:00:30", "Mine whistles in the morning.")

SECOND = ("12", "Bo Larch", "10:20:00", "And mine sings at night.")

WORKERS: list[Workers] = []


@pytest.fixture(scope="module", autouse=True)
def workers() -> Iterator[None]:
    """One process for all: starting it takes longer than any of these tests."""
    with Workers(1) as started:
        WORKERS.append(started)
        yield
        WORKERS.clear()


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as blog:
        show(blog, 2)
        feed(blog, FIRST, SECOND)
        yield blog


def show(blog: Blog, declared: int) -> None:
    words = "A kettle is a vessel for boiling water, and people keep it for longer than they keep most things. " * 8
    page = PAGE.format(base=blog.url, words=words, declared=declared)
    blog.extra["/kettles/"] = "text/html; charset=utf-8", page.encode()


def feed(blog: Blog, *said: tuple[str, str, str, str]) -> None:
    items = "".join(
        ITEM.format(base=blog.url, id=each[0], name=each[1], time=each[2], text=each[3]) for each in reversed(said)
    )
    blog.extra["/kettles/feed/"] = (
        "application/rss+xml; charset=utf-8",
        FEED.format(base=blog.url, items=items).encode(),
    )


def visit(path: Path, blog: Blog, channels: str = "auto") -> tuple[Summary, PageLine]:
    told = Told()
    with Archive.open(path) as archive, Fetcher(POLICY) as fetcher:
        target = WebPage(f"{blog.url}/kettles/")
        summary = scrape([target], archive, fetcher, WORKERS[0], told, channels=channels)
    return summary, told.lines[-1]


def test_a_page_that_shows_all_is_not_asked_elsewhere_for_more(tmp_path: Path, blog: Blog) -> None:
    show(blog, 1)
    _, line = visit(tmp_path / "a.db", blog)
    assert (line.comments, line.complete, blog.asked("/kettles/feed/")) == (1, True, 0)


def test_a_page_that_declares_more_is_completed_by_its_feed_without_doubles(tmp_path: Path, blog: Blog) -> None:
    path = tmp_path / "a.db"
    summary, line = visit(path, blog)
    assert (line.outcome, line.new, line.comments, summary.new_comments) == ("new", 2, 2, 2)
    with Archive.open(path) as archive:
        thread = archive.thread(f"{blog.url}/kettles/")
    assert [(each.id, each.text) for each in thread.comments] == [(FIRST[0], FIRST[3]), (SECOND[0], SECOND[3])]
    assert thread.comments[0].published == "2024-05-03T10:00:30+00:00"
    assert {channel.name: channel.count for channel in thread.channels} == {"page": 1, "feed": 2}
    ids = rows(path, "SELECT system, scope, system_id FROM comment_ids ORDER BY id")
    assert [tuple(row.values()) for row in ids] == [("wordpress", "127.0.0.1", "11"), ("wordpress", "127.0.0.1", "12")]


def test_the_second_visit_changes_nothing_and_still_asks_the_channel(tmp_path: Path, blog: Blog) -> None:
    path = tmp_path / "a.db"
    visit(path, blog)
    known = contents(path)
    _, line = visit(path, blog)
    assert contents(path) == known
    assert (line.outcome, line.new, blog.asked("/kettles/feed/")) == ("unchanged", 0, 2)
    assert [seen.status for seen in blog.visits if seen.path == "/kettles/"] == [200, 304]


def test_what_comes_in_a_channel_of_an_unchanged_page_is_kept(tmp_path: Path, blog: Blog) -> None:
    path = tmp_path / "a.db"
    visit(path, blog)
    feed(blog, FIRST, SECOND, ("13", "Cyd Moss", "11:00:00", "Copper or steel?"))
    _, line = visit(path, blog)
    assert (line.outcome, line.new, line.comments) == ("changed", 1, 3)


def test_a_channel_that_fails_costs_the_page_nothing_and_is_named(tmp_path: Path, blog: Blog) -> None:
    del blog.extra["/kettles/feed/"]
    summary, line = visit(tmp_path / "a.db", blog)
    assert (line.outcome, line.comments, line.complete, summary.failed) == ("new", 1, False, 0)
    assert line.incomplete_code is Code.TOO_FEW
    assert "1 of 2 comments" in str(line.incomplete_reason)
    assert "feed" in str(line.incomplete_reason)
    assert "404" in str(line.incomplete_reason)
    failed = rows(tmp_path / "a.db", "SELECT channel, outcome, status FROM fetches WHERE channel <> 'page'")
    assert [row["outcome"] for row in failed] == ["failed"]


def test_channels_are_chosen_by_name(tmp_path: Path, blog: Blog) -> None:
    show(blog, 1)
    visit(tmp_path / "a.db", blog, "page")
    assert blog.asked("/kettles/feed/") == 0
    visit(tmp_path / "a.db", blog, "page,feed")
    assert blog.asked("/kettles/feed/") == 1
    visit(tmp_path / "a.db", blog, "all")
    assert blog.asked("/kettles/feed/") == 2


@pytest.mark.parametrize(("channels", "told"), [("auto", False), ("feed", True)])
def test_a_channel_that_fails_is_told_of_a_whole_page_where_it_was_asked_for_by_name(
    tmp_path: Path, blog: Blog, channels: str, told: bool
) -> None:
    show(blog, 1)
    del blog.extra["/kettles/feed/"]
    summary, line = visit(tmp_path / "a.db", blog, channels)
    assert (line.outcome, line.complete, summary.exit_code) == ("new", True, 0)
    assert ("feed: " in line.as_text() and "404" in line.as_text()) is told


def test_a_system_is_named_also_where_the_page_says_0_comments_until_a_script_says_otherwise(
    tmp_path: Path, blog: Blog
) -> None:
    page = """<!DOCTYPE html><html><head><title>Of kettles</title></head><body><article><h1>Of kettles</h1><p>{}</p>
        </article><p><a href="#comments">0 comments</a></p><script src="https://utteranc.es/client.js" repo="ida/quay">
        </script></body></html>"""
    blog.extra["/kettles/"] = "text/html; charset=utf-8", page.format("It whistles in the morning. " * 20).encode()
    _, line = visit(tmp_path / "a.db", blog)
    assert (line.comments, line.complete) == (0, None)
    assert line.as_text().endswith("0 comments, the thread is loaded by a script (utterances)")


def test_the_bytes_of_a_channel_are_kept(tmp_path: Path, blog: Blog) -> None:
    visit(tmp_path / "a.db", blog)
    select = "SELECT channel, snapshot_id IS NOT NULL AS kept FROM fetches ORDER BY id"
    assert [tuple(row.values()) for row in rows(tmp_path / "a.db", select)] == [("page", 1), ("feed", 1)]


def test_the_address_of_a_channel_is_none_of_the_articles(tmp_path: Path, blog: Blog) -> None:
    visit(tmp_path / "a.db", blog)
    assert [row["url"] for row in rows(tmp_path / "a.db", "SELECT url FROM urls")] == [f"{blog.url}/kettles/"]
    assert [row["url"] for row in rows(tmp_path / "a.db", "SELECT url FROM polls")] == [f"{blog.url}/kettles/"]


PRINTED = """<!DOCTYPE html><html><head><title>Of kettles</title><link rel="canonical" href="{base}/kettles/">
<link rel="alternate" type="application/rss+xml" href="{base}/kettles/feed/"></head><body><article><h1>Of kettles</h1>
<p>{words}</p></article><div id="disqus_thread"><div id="dsq-content"><ul id="dsq-comments">
<li class="post pingback"><p>Pingback: <a href="http://links.example/">Links for May</a></p></li></li>
{printed}</ul></div></div><script>var disqus_shortname = 'kettles';</script></body></html>"""

DSQ = """<li class="comment even depth-1" id="dsq-comment-{id}"><div id="dsq-comment-header-{id}"
class="dsq-comment-header"><cite id="dsq-cite-{id}"><span id="dsq-author-user-{id}">{name}</span></cite></div>
<div id="dsq-comment-body-{id}"><div id="dsq-comment-message-{id}"><p>{text}</p></div></div></li>"""


def test_a_list_that_is_printed_without_dates_gains_them_from_the_feed_and_keeps_the_rest(
    tmp_path: Path, blog: Blog
) -> None:
    old = ("9", "Ida Quill", "", "Older than what the feed still shows.")
    printed = "".join(DSQ.format(id=each[0], name=each[1], text=each[3]) for each in (old, FIRST, SECOND))
    page = PRINTED.format(base=blog.url, words="A kettle is a vessel for boiling water. " * 30, printed=printed)
    blog.extra["/kettles/"] = "text/html; charset=utf-8", page.encode()
    _, line = visit(tmp_path / "a.db", blog)
    assert (line.new, line.comments, line.complete) == (4, 4, True)
    dates = rows(tmp_path / "a.db", "SELECT author, published, kind FROM comments ORDER BY position")
    assert [tuple(row.values()) for row in dates] == [
        ("Links for May", None, "pingback"),
        ("Ida Quill", None, "comment"),
        ("Anna Thimble", "2024-05-03T10:00:30+00:00", "comment"),
        ("Bo Larch", "2024-05-03T10:20:00+00:00", "comment"),
    ]
    asked = rows(tmp_path / "a.db", "SELECT DISTINCT channel FROM fetches ORDER BY channel")
    assert [row["channel"] for row in asked] == ["feed", "page"]  # nothing is missing that Disqus could add
    known = contents(tmp_path / "a.db")
    visit(tmp_path / "a.db", blog)
    assert contents(tmp_path / "a.db") == known
