"""How the archive finds the article of a thread, and what it takes of what a visit states."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archive import Archive, Visit
from archive.threads import articles
from archive.threads.columns import article_columns
from scraper.thread import Article, Thread
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

URL = "https://tea.example/2026/kettles"
PRINT = "https://tea.example/print/7"
SHOWN, FOUND_GONE = "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as opened:
        opened.save(thread(comment("It whistled.", id="1")), observed_at=SHOWN)
        yield opened


def at(url: str, **facts: object) -> Thread:
    return replace(thread(), url=url, **facts)  # type: ignore[arg-type]


def test_an_article_is_found_at_every_address_it_was_had_at(archive: Archive) -> None:
    archive.save(thread(), observed_at=SHOWN, visit=Visit("https://tea.example/?p=7", final_url=URL, status=200))
    for url in (URL, "https://tea.example/?p=7", "http://www.tea.example/2026/kettles/"):
        assert articles.by_url(archive.db, url) is not None
    assert articles.same_article(archive.db, "https://tea.example/?p=7") == articles.same_article(archive.db, URL)


@pytest.mark.parametrize(
    ("facts", "is_found"),
    [
        ({}, True),
        ({"article": Article("Pots", "Pots are another matter, and take longer to tell of.")}, False),
        ({"canonical_url": "https://tea.example/"}, False),
        ({"canonical_url": "https://pots.example/2026/kettles"}, False),
    ],
)
def test_a_canonical_link_joins_within_the_site_where_title_or_text_agrees(
    archive: Archive, facts: dict[str, object], is_found: bool
) -> None:
    found = articles.find(archive.db, at(PRINT, **({"canonical_url": URL} | facts)), None)
    assert (found is not None) is is_found


def test_an_article_is_gone_since_the_first_visit_that_found_it_so(archive: Archive) -> None:
    for moment in (FOUND_GONE, "2026-04-01T00:00:00Z"):
        archive.record(Visit(URL, status=410, fetched_at=moment))
    assert articles.gone_since(archive.db, 1) == FOUND_GONE
    assert articles.gone_since(archive.db, 1, SHOWN) is None
    archive.save(thread(comment("It whistled.", id="1")), observed_at="2026-05-01")
    assert articles.gone_since(archive.db, 1) is None


def test_a_visit_that_leads_home_found_no_article() -> None:
    visit = Visit(URL, final_url="https://tea.example/")
    assert articles.leads_home(visit)
    assert list(articles.addresses(at("https://tea.example/"), visit)) == [("https://tea.example/", "page")]
    assert not articles.leads_home(replace(visit, final_url=PRINT))


def test_older_visits_and_other_channels_only_fill_in_what_is_missing(archive: Archive) -> None:
    article = replace(articles.load(archive.db, 1), published="2026-01-05T10:00:00Z")
    stated = article_columns(
        at(URL, article=Article("Kettles, again", "Ida Tarn", "2026-01-05", text=thread().article.text))
    )
    assert articles.lacking(article, stated)["author"] == "Ida Tarn"
    assert "title" not in articles.lacking(article, stated)
    beside = articles.only_lacking(article, stated)
    assert (beside.title, beside.author) == (None, "Ida Tarn")
    assert "published" not in articles.refreshed(article, stated)  # it says less than the date that is known


def test_ways_to_show_an_article_are_no_articles_of_their_own(tmp_path: Path) -> None:
    """Whether or not the page has a canonical link, and in whatever order they are visited."""
    ways = ("?replytocom=2", "", "?m=1", "?share=twitter&nb=1", "amp/", "?PHPSESSID=abc123def456abc123def456")
    with Archive.open(tmp_path / "a.db") as archive:
        for way in ways:
            archive.save(thread(comment("Mine is blue."), url=f"https://tea.example/kettles/{way}"))
        (found,) = archive.threads()
    assert found.url == "https://tea.example/kettles/"
    assert len(found.comments) == 1
