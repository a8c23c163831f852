"""What channels send, saved in files; and which channels are asked for whose pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from archive import Archive, Visit
from archive.cli.app import app
from archive.run import scheduled
from archive.run.scrape import scrape
from archive.run.warnings import warnings
from archive.sources import sources
from scraper.fetch import Fetcher
from scraper.thread import Article
from scraper.visit.targets import SavedPage
from tests.blog import Blog
from tests.scraper.channels.services import POLICY, Disqus, Here, post
from tests.support.report import Told
from tests.support.threads import comment, contents, rows, thread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from archive.run.report import PageLine

LINK = "http://harbour.example/wall/"

LONG = "The wall leans to the north by a hand in ten years, and nobody has ever seen it lean to the south."

SAID = {
    1: ("Ida", "It\u2019s \u201csolid\u201d \u2013 or isn\u2019t it\u2026", "<p>It's \"solid\" - or isn't it...</p>"),
    2: ("Tove", "I painted it.", "<p>I painted it.</p>"),
    3: ("Piers", LONG, f"<p>{LONG}</p>"),
}


def minute(stated: str) -> str:
    return format_datetime(datetime.fromisoformat(stated).replace(tzinfo=UTC))


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, Path]:
    """The frame's page with three posts of five, and the blog's feed with two of these and one more."""
    posts: list[dict[str, Any]] = [post(number, message=SAID[number][2]) for number in SAID]
    for each in posts:
        each["author"] = {"name": SAID[int(each["id"])][0], "url": "", "isAnonymous": True}
    posts[1]["parent"] = 1
    frame = tmp_path / "frame.html"
    service = Disqus(posts, link=LINK)
    frame.write_bytes(service.embed().replace(b'"total": 3', b'"total": 5'))
    said = [(11, "Ida", SAID[1][1], posts[0]["createdAt"]), (13, "P. Quill", LONG, posts[2]["createdAt"])]
    said.append((14, "Wren", "Third from the left.", "2019-03-02T12:00:00"))
    items = "".join(
        f"<item><link>{LINK}#comment-{number}</link><dc:creator>{name}</dc:creator><pubDate>{minute(at)}</pubDate>"
        f"<guid>http://harbour.example/?p=7#comment-{number}</guid>"
        f"<description>{escape(f'<p>{text}</p>')}</description></item>"
        for number, name, text, at in reversed(said)
    )
    feed = tmp_path / "feed.xml"
    feed.write_text(
        f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><link>{LINK}</link>{items}'
        "</channel></rss>",
        "utf-8",
    )
    return frame, feed


def keep(path: Path, files: Sequence[Path]) -> list[PageLine]:
    told, here = Told(), Here()
    with Archive.open(path) as archive, here, Fetcher(POLICY) as fetcher:
        for file in files:
            scrape([SavedPage(file)], archive, fetcher, here, told)
    return told.lines


@pytest.mark.parametrize("order", [1, -1])
def test_a_saved_frame_and_a_saved_feed_of_one_post_make_one_thread(
    tmp_path: Path, saved: tuple[Path, Path], order: int
) -> None:
    path = tmp_path / "a.db"
    lines = keep(path, saved[::order])
    assert {line.url for line in lines} == {LINK}
    assert (len(rows(path, "SELECT id FROM articles")), lines[-1].comments, lines[-1].changed) == (1, 4, 1)
    known = """SELECT c.likes, c.published_utc, group_concat(i.system || ' ' || i.system_id, ', ') AS ids
        FROM comments c JOIN (SELECT * FROM comment_ids ORDER BY system, system_id) i ON i.comment_id = c.id
        GROUP BY c.id ORDER BY c.published_utc"""
    assert [tuple(row.values()) for row in rows(path, known)] == [
        (1, "2019-03-02T08:01:05Z", "disqus 1, wordpress 11"),
        (2, "2019-03-02T08:02:05Z", "disqus 2"),
        (3, "2019-03-02T08:03:05Z", "disqus 3, wordpress 13"),  # the account has another name by now
        (None, "2019-03-02T12:00:00Z", "wordpress 14"),
    ]
    with Archive.open(path) as archive:
        kept = archive.thread(LINK)
    assert (kept.complete, kept.declared_count, kept.article.title) == (False, 5, "The harbour wall")
    before = contents(path)
    keep(path, saved[::order])
    assert contents(path) == before


def test_what_channels_sent_is_kept_and_reads_to_the_same_again(tmp_path: Path, saved: tuple[Path, Path]) -> None:
    path = tmp_path / "a.db"
    keep(path, saved)
    assert rows(path, "SELECT count(*) AS n FROM fetches WHERE snapshot_id IS NOT NULL") == [{"n": 2}]
    before = contents(path)
    told = CliRunner().invoke(app, ["reparse", "--archive", str(path)])
    assert (told.exit_code, contents(path)) == (0, before)
    assert "2 kept pages of 1 threads read again; 0 threads" in told.stderr


@pytest.mark.parametrize(("channels", "asked"), [(None, 1), ("page", 0), ("feed", 1)])
def test_what_a_source_says_of_channels_holds_for_its_pages(tmp_path: Path, channels: str | None, asked: int) -> None:
    page = """<html><head><link rel="alternate" type="application/rss+xml" href="/wall/feed/"></head><body><article>
        <h1>The wall</h1><p>It leans.</p></article><p><a href="#comments">3 comments</a></p></body></html>"""
    with Blog() as blog:
        blog.extra["/wall/"] = "text/html", page.encode()
        with Archive.open(tmp_path / "a.db") as archive, archive.transaction() as db:
            source = sources.Source(f"{blog.url}/wall/", "page", channels=channels)
            sources.add(db, source, "2024-01-01T00:00:00Z")
        here = Here()
        with here, Archive.open(tmp_path / "a.db") as archive:
            scheduled.scheduled(archive, POLICY, scheduled.RunWish(), Told(), workers=here)
        assert (blog.asked("/wall/"), blog.asked("/wall/feed/")) == (1, asked)


def test_a_channel_that_does_not_exist_is_wrong_use(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["scrape", "--channels", "telepathy", "x.html", "--archive", str(tmp_path / "a.db")])
    assert told.exit_code == 2
    assert "telepathy" in told.output
    listed = CliRunner().invoke(app, ["add", "http://harbour.example/", "--channels", "page,psychic"])
    assert (listed.exit_code, "psychic" in listed.output) == (2, True)


def test_a_source_keeps_its_channels(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive.open(path) as archive, archive.transaction() as db:
        sources.add(db, sources.Source("http://harbour.example/feed/", "feed", channels="disqus,feed"), "2024-01-01")
    edited = CliRunner().invoke(app, ["edit", "harbour.example/feed/", "--channels", "all", "--archive", str(path)])
    assert edited.exit_code == 0
    with Archive.open(path) as archive, archive.transaction() as db:
        assert [each.channels for each in sources.every(db.conn)] == ["all"]
    CliRunner().invoke(app, ["edit", "harbour.example/feed/", "--channels", "", "--archive", str(path)])
    with Archive.open(path) as archive, archive.transaction() as db:
        assert [each.channels for each in sources.every(db.conn)] == [None]


def test_a_page_that_never_showed_its_thread_is_no_sign_of_a_redesign(tmp_path: Path) -> None:
    said = comment("It leans.", id="1")
    with Archive.open(tmp_path / "a.db") as archive:
        run = archive.start_run("run", {})
        for number in range(4):
            url = f"{LINK}{number}/"
            empty = thread(url=url, complete=False, article=Article(title=f"Wall {number}", text=f"Stone {number}."))
            talk = replace(empty, comments=(said,), complete=True, id_system="disqus", id_scope="harbour")
            archive.save(empty, observed_at="2026-01-05", visit=Visit(url), run_id=run)
            archive.save(talk, observed_at="2026-01-05", visit=Visit(url, channel="disqus"), run_id=run)
            archive.save(empty, observed_at="2026-01-06", visit=Visit(url), run_id=run)
        with archive.transaction() as db:
            assert list(warnings(db, datetime(2026, 1, 7, tzinfo=UTC).timestamp(), run)) == []


def test_the_page_of_a_thread_that_only_a_channel_had_shown_is_not_suspect(
    tmp_path: Path, saved: tuple[Path, Path]
) -> None:
    path = tmp_path / "a.db"
    keep(path, saved[:1])
    page = thread(url=LINK, complete=False, article=Article(title="Of a wall", text="It was built of the old quay."))
    with Archive.open(path) as archive:
        kept = archive.save(page, observed_at="2036-01-05", visit=Visit(LINK))
        assert (kept.outcome, kept.gone, archive.thread(LINK).article.title) == ("changed", 0, "Of a wall")


def test_a_run_asks_the_feed_of_comments_that_a_watched_feed_names(tmp_path: Path) -> None:
    page = """<html><body><article><h1>The wall</h1><p>It leans.</p></article><a href="#comments">3 comments</a>
        </body></html>"""
    feed = """<rss version="2.0" xmlns:wfw="http://wellformedweb.org/CommentAPI/"><channel><title>Walls</title>
        <item><link>{url}/wall/</link><wfw:commentRss>{url}/said/7</wfw:commentRss></item></channel></rss>"""
    said = """<rss version="2.0"><channel><link>{url}/wall/</link><item><link>{url}/wall/#comment-1</link>
        <author>ida@harbour.example (Ida)</author><description>It moved.</description></item></channel></rss>"""
    with Blog() as blog:
        blog.extra["/wall/"] = "text/html", page.encode()
        blog.extra["/feed.xml"] = "application/rss+xml", feed.format(url=blog.url).encode()
        blog.extra["/said/7"] = "application/rss+xml", said.format(url=blog.url).encode()
        with Archive.open(tmp_path / "a.db") as archive, archive.transaction() as db:
            sources.add(db, sources.Source(f"{blog.url}/feed.xml", "feed"), "2024-01-01T00:00:00Z")
        here = Here()
        with here, Archive.open(tmp_path / "a.db") as archive:
            scheduled.scheduled(archive, POLICY, scheduled.RunWish(), Told(), workers=here)
    assert rows(tmp_path / "a.db", "SELECT author, text FROM comments") == [{"author": "Ida", "text": "It moved."}]
