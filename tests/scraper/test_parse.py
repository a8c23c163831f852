from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest

import scraper
from scraper import ParseError, parse
from scraper.comments.systems import Hints, System
from scraper.errors import NotAPage
from tests.blog.markup import Comment, Post, render_page
from tests.scraper.comments import markup

URL = "http://blog.example/tide-book/"
POST = Post(
    slug="tide-book",
    title="The tide book",
    author="Ida Brink",
    paragraphs=markup.ARTICLE,
    tags=("tide", "sea"),
    comments=(
        Comment(id=501, author="Olav Tern", paragraphs=("It was late.",), url="https://olav.example/"),
        Comment(id=503, author="Ida Brink", paragraphs=("Not here.", "Nor there."), parent=501, mine=True),
        Comment(id=505, author="The Ebb Log", paragraphs=(), url="https://ebb.example/", kind="pingback"),
    ),
)


def test_a_page_gives_the_whole_thread() -> None:
    thread = parse(render_page(POST).encode(), URL, fetched_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert (thread.url, thread.canonical_url, thread.site) == (URL, URL, "Quayside Notes")
    assert (thread.system, thread.id_system, thread.id_scope) == ("wordpress", "wordpress", "blog.example")
    assert (thread.declared_count, thread.complete, thread.fetched_at) == (3, True, "2026-01-02T03:04:05Z")
    article = thread.article
    assert (article.title, article.author, article.language) == ("The tide book", "Ida Brink", "en-GB")
    assert (article.published, article.tags) == ("2024-03-04T08:00:00+00:00", ("tide", "sea"))
    first, second, ping = thread.comments
    assert (first.id, first.author.name, first.author.url) == ("501", "Olav Tern", "https://olav.example/")
    assert first.permalink == f"{URL}#comment-501"
    assert (first.published, first.published_text) == ("2024-03-05T10:31:00+00:00", "05 March 2024 at 10:31")
    assert first.author.is_article_author is None
    assert (second.parent, second.depth, second.author.is_article_author) == (0, 1, True)
    assert (second.text, second.html) == ("Not here.\n\nNor there.", "<p>Not here.</p>\n<p>Nor there.</p>")
    assert (ping.kind, ping.author.name, ping.author.url, ping.text) == (
        "pingback",
        "The Ebb Log",
        "https://ebb.example/",
        "",
    )


def test_a_time_of_visit_is_told_in_utc() -> None:
    page = render_page(POST).encode()
    there = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=2)))
    assert parse(page, URL, fetched_at=there).fetched_at == "2026-01-02T01:04:05Z"
    assert parse(page, URL, fetched_at="2026-01-02T03:04:05Z").fetched_at == "2026-01-02T03:04:05Z"
    assert parse(page, URL).fetched_at is None


def test_the_same_bytes_give_the_same_thread() -> None:
    page = render_page(POST).encode()
    assert parse(page, URL) == parse(page, URL)


def test_the_charset_of_http_is_heard() -> None:
    page = markup.page(markup.unknown_nested([Comment(id=501, author="Mirela Möwe", paragraphs=("Späte Flut.",))]))
    bare = page.replace('<meta charset="utf-8">', "").encode("cp1252")
    thread = parse(bare, URL, headers={"Content-Type": "text/html; charset=ISO-8859-1"})
    assert (thread.comments[0].author.name, thread.comments[0].text) == ("Mirela Möwe", "Späte Flut.")


def test_a_page_in_utf_16_is_read() -> None:
    page = markup.page(markup.unknown_nested([Comment(id=501, author="Mirela Möwe", paragraphs=("Späte Flut.",))]))
    assert parse(b"\xff\xfe" + page.encode("utf-16-le"), URL).comments[0].text == "Späte Flut."


def test_text_that_is_not_html_is_read_as_a_dump() -> None:
    thread = parse(b"The tide book\n\nIt filled eleven volumes.\n", "file:///home/ida/notes.txt")
    assert (thread.article.title, thread.article.text) == ("The tide book", "It filled eleven volumes.")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"%PDF-1.7 x", "binary data"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary data"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "feed"),
        (b'<?xml version="1.0"?><urlset xmlns="x"></urlset>', "sitemap"),
        (b'<?xml version="1.0"?><letter>Dear Ida</letter>', "XML"),
    ],
)
def test_what_is_no_page_is_refused_in_one_line_that_names_it(data: bytes, says: str) -> None:
    with pytest.raises(NotAPage, match=says) as caught:
        parse(data, URL)
    assert URL in str(caught.value)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, ParseError)


def test_rules_given_by_the_caller_are_asked_first() -> None:
    page = """<html><body><h1>Tide</h1><section class="guestbook"><div class="leaf"><i class="pen">Ida</i><p>Early.</p>
    </div><div class="leaf"><i class="pen">Olav</i><p>Late.</p></div></section></body></html>"""
    assert parse(page.encode(), URL).comments == ()
    guestbook = System(name="guestbook", sign=".guestbook", hints=Hints(node=".leaf", author=".pen", body="p"))
    thread = parse(page.encode(), URL, rules=[guestbook])
    assert thread.system == "guestbook"
    assert [(c.author.name, c.text) for c in thread.comments] == [("Ida", "Early."), ("Olav", "Late.")]


def test_ids_of_an_unknown_system_are_unique_on_the_page_only() -> None:
    page = markup.page(markup.unknown_nested([Comment(id=501, author="Ida", paragraphs=("Early.",))]))
    thread = parse(page.encode(), "https://www.harbour.example/2012/tide/?p=7#top")
    assert (thread.system, thread.id_system, thread.id_scope) == (None, "page", "harbour.example/2012/tide?p=7")


def test_a_number_too_long_for_any_character_stops_no_page() -> None:
    huge = f"&#{'9' * 5_000};"
    stated = f'{{"@type": "Comment", "text": "It was <b>{huge}</b>", "author": "Ida", "upvoteCount": "{"9" * 5_000}"}}'
    page = f"""<html><head><meta property="og:title" content="Tide &amp;{huge[1:]}">
    <meta name="author" content="{huge}">
    <script type="application/ld+json">{{"@type": "BlogPosting", "comment": {stated}}}</script></head>
    <body><article><p>It filled eleven volumes {huge}</p></article></body></html>"""
    thread = parse(page.encode(), URL)
    assert thread.article.title == "Tide \ufffd"
    assert [(comment.text, comment.likes) for comment in thread.comments] == [("It was \ufffd", None)]


EMBEDDING = """<html><head><meta name="generator" content="WordPress 6.4">
<link rel="https://api.w.org/" href="/wp-json/">
<link rel="shortlink" href="/?p=7"><link rel="alternate" type="application/rss+xml" href="feed/"></head>
<body class="single postid-7"><div id="disqus_thread" data-disqus-shortname="harbour"></div>
<script src="https://talk.example/js/embed.min.js"></script><div id="isso-thread"></div>
<a href="/feeds/1234567/comments/default">x</a></body></html>"""


def test_reading_a_page_loads_nothing_that_reaches_the_network() -> None:
    code = f"""
import sys
from scraper.parse import parse
found = parse({EMBEDDING!r}.encode(), {URL!r}, headers={{"Link": '<{URL}wp-json/>; rel="https://api.w.org/"'}})
print(*(embed.channel for embed in found.embeds))
print([name for name in sys.modules if name.startswith(("requests", "scraper.fetch"))])
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines() == ["disqus isso blogger wordpress feed", "[]"]


def test_the_public_face_is_what_is_promised() -> None:
    for name in scraper.__all__:
        assert getattr(scraper, name) is not None
    assert issubclass(scraper.ParseError, scraper.ScraperError)
