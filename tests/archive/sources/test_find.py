from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.errors import ArchiveError
from archive.sources import opml
from archive.sources.find import Found, find_sources
from archive.sources.sources import Source, joined
from scraper.fetch import Fetcher, Policy
from tests.blog import Blog
from tests.support.living import post

HOME = '<!DOCTYPE html><title>Q</title><link rel="alternate" type="application/rss+xml" href="/feed/"><p>Boats.</p>'
MINE = [Source("http://hen.example/feed", "feed", "Hen", ("sea",)), Source("http://tide.example/wall/", "page")]


@pytest.fixture
def blog(monkeypatch: pytest.MonkeyPatch) -> Iterator[Blog]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with Blog([post("one", 1), post("two", 2)]) as blog:
        blog.extra["/"] = "text/html", HOME.encode()
        yield blog


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(Policy(delay=0, retries=0, timeout=5, allow_private=True)) as fetcher:
        yield fetcher


def found(fetcher: Fetcher, *words: object, single: bool = False, backfill: bool = False) -> list[Found | str]:
    return list(find_sources([str(word) for word in words], fetcher, single=single, backfill=backfill))


def source(fetcher: Fetcher, *words: object, single: bool = False) -> Source:
    (only,) = found(fetcher, *words, single=single)
    assert isinstance(only, Found), only
    return only.source


def test_a_home_page_stands_for_its_feed(blog: Blog, fetcher: Fetcher) -> None:
    (only,) = found(fetcher, blog.url)
    assert only == Found(Source(f"{blog.url}/feed/", "feed", "Quayside Notes", home=f"{blog.url}/"), 2)


def test_a_page_stands_for_itself(blog: Blog, fetcher: Fetcher) -> None:
    assert source(fetcher, blog.address("one")).kind == "page"
    assert source(fetcher, blog.url, single=True).url == f"{blog.url}/"


def test_lists_of_older_pages_are_found_where_they_are_wished_for(blog: Blog, fetcher: Fetcher) -> None:
    entry = f"<url><loc>{blog.address('one')}</loc></url>"
    data = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entry}</urlset>'
    blog.extra["/sitemap.xml"] = "application/xml", data.encode()
    (only,) = found(fetcher, blog.url, backfill=True)
    assert isinstance(only, Found)
    assert ("sitemap", f"{blog.url}/sitemap.xml") in only.history
    (only,) = found(fetcher, blog.url)
    assert isinstance(only, Found)
    assert only.history == ()


def test_what_stands_for_nothing_is_named_and_costs_the_others_nothing(
    blog: Blog, fetcher: Fetcher, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text("<!DOCTYPE html><title>Tide</title><p>High water is late.")
    words = (blog.address("nowhere"), "nothing-like-this", tmp_path / "page.html", blog.url)
    why = [each for each in found(fetcher, *words) if isinstance(each, str)]
    assert ["404" in why[0], "no such file" in why[1], "a file is not watched" in why[2]] == [True] * 3
    assert len(why) == 3


def test_a_list_on_standard_input_is_read(blog: Blog, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{blog.address('one')}\n{blog.address('two')}\n"))
    assert len(found(fetcher, "-")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(opml.lines(MINE)),
        json.dumps([each.as_dict() for each in MINE]),
        "\n".join(json.dumps(each.as_dict()) for each in MINE) + "\n\n",
        "\ufeff" + "\n".join(json.dumps(each.as_dict()) for each in MINE),
    ],
    ids=["opml", "json", "a line each", "with a byte order mark"],
)
def test_files_of_sources_are_read_without_a_request(fetcher: Fetcher, tmp_path: Path, text: str) -> None:
    (tmp_path / "list").write_text(text, "utf-8")
    assert found(fetcher, tmp_path / "list") == [Found(each) for each in MINE]


@pytest.mark.parametrize("text", ["[", '{"url": 1}', '[{"url": "http://a.example/"}]', "[1]", "<opml>", "[" * 100_000])
def test_files_that_are_no_lists_are_named(fetcher: Fetcher, tmp_path: Path, text: str) -> None:
    (tmp_path / "list").write_text(text)
    with pytest.raises(ArchiveError, match=rf"^{tmp_path / 'list'}: |^not a source"):
        found(fetcher, tmp_path / "list")


def test_a_wish_adds_to_what_a_source_says_of_itself() -> None:
    own = Source("http://hen.example/feed", "feed", labels=("sea",), include=("*/2012/*",), delay=3.0, channels="feed")
    labels, rules = ("sea", "birds"), ("/r.toml",)
    wish = Source("", "page", labels=labels, include=("*/2013/*",), exclude=("*/links/*",), rules=rules)
    watched = joined(own, wish)
    assert (watched.labels, watched.include) == (("sea", "birds"), ("*/2012/*", "*/2013/*"))
    assert (watched.exclude, watched.rules) == (("*/links/*",), ("/r.toml",))
    assert (watched.delay, watched.channels) == (3.0, "feed")
    assert joined(own, Source("", "page", delay=0.0, channels="all")).delay == 0.0
