"""`afterword inspect`: how a page is read, told to a person and to a program."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from archive.cli.app import app
from tests.blog import Blog, Comment, Post

EXAMPLE = Path(__file__).resolve().parents[3] / "blog" / "example.html"


def test_a_saved_page_is_told_with_its_system_region_and_the_rule_behind_each_field() -> None:
    told = CliRunner().invoke(app, ["inspect", str(EXAMPLE)])
    assert told.exit_code == 0
    assert "system     disqus-wordpress" in told.stdout
    assert "region     div#disqus_thread" in told.stdout
    assert "complete   yes" in told.stdout
    assert "[system: Ioan Pell]" in told.stdout


def test_a_program_gets_the_document_and_a_rule_for_each_comment() -> None:
    told = json.loads(CliRunner().invoke(app, ["inspect", str(EXAMPLE), "--json"]).stdout)
    assert told["thread"]["comment_count"] == len(told["comment_rules"]) == 7
    assert told["regions"] == ["div#disqus_thread"]
    assert told["article_rules"]["title"] == "entry title"


def test_an_address_is_fetched_politely_and_read_without_an_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    comment = Comment(
        id=41, author="Ada Brook", paragraphs=("The gate was open.",), date=datetime(2013, 5, 1, 10, tzinfo=UTC)
    )
    with Blog(
        [Post("gate", title="The gate", author="Ivo Brook", paragraphs=("It was a gate.",), comments=(comment,))]
    ) as blog:
        told = CliRunner().invoke(app, ["inspect", blog.address("gate"), "--allow-private"])
        refused = CliRunner().invoke(app, ["inspect", blog.address("gate")])
    assert "Ada Brook" in told.stdout
    assert "2013-05-01T10:00:00" in told.stdout
    assert refused.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_the_channels_that_a_page_names_are_told_and_of_an_address_what_each_gave() -> None:
    saved = CliRunner().invoke(app, ["inspect", str(EXAMPLE)]).stdout
    assert "channel    disqus: shortname quaysidenotes" in saved
    feed = """<rss version="2.0"><channel><link>{url}/gate/</link><item><title>By: Ada</title>
    <link>{url}/gate/#comment-1</link><guid>{url}/?p=1#comment-1</guid><description>Open.</description></item>
    </channel></rss>"""
    page = """<html><head><link rel="alternate" type="application/rss+xml" href="/gate/feed/"></head><body>
    <article><h1>The gate</h1><p>It was a gate.</p></article><p><a href="#comments">3 comments</a></p></body></html>"""
    with Blog() as blog:
        blog.extra["/gate/"] = "text/html", page.encode()
        blog.extra["/gate/feed/"] = "application/rss+xml", feed.format(url=blog.url).encode()
        asking = ["inspect", f"{blog.url}/gate/", "--allow-private", "--json"]
        told = json.loads(CliRunner().invoke(app, asking).stdout)["channels"]
        people = CliRunner().invoke(app, asking[:-1], env={"COLUMNS": "40"}).stdout
        alone = json.loads(CliRunner().invoke(app, [*asking, "--channels", "page"]).stdout)["channels"]
    assert [(each["name"], each["comments"], each["complete"]) for each in told] == [("feed", 1, None)]
    assert "channel    feed: 1 read; url http://" in people
    assert [set(each) for each in alone] == [{"name", "system", "url"}]


def test_a_file_that_is_not_there_is_told_in_one_line() -> None:
    told = CliRunner().invoke(app, ["inspect", "no-such-page.html"])
    assert told.exit_code == 1
    assert told.stderr.count("\n") == 1
    assert "no-such-page.html" in told.stderr
