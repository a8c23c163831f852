from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archive import Archive, Visit
from scraper.thread import Article
from scraper.visit.records import Outcome
from tests.support.archives import check
from tests.support.threads import VISIT_TABLES, comment, contents, rows, thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scraper.thread import Thread

DAYS = [f"2026-03-{day:02}T08:00:00Z" for day in range(1, 10)]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as opened:
        yield opened


def talk(count: int = 3) -> Thread:
    return thread(*(comment(f"Comment number {number}", id=str(number)) for number in range(count)))


def other_page(words: str = "Checking your browser. Ticket 1234.", **facts: object) -> Thread:
    return replace(talk(0), article=Article(title="Just a moment", text=words), **facts)  # type: ignore[arg-type]


def test_a_page_that_shows_nothing_of_the_thread_is_kept_aside_with_its_bytes(archive: Archive) -> None:
    uid = archive.save(talk(), observed_at=DAYS[0], visit=Visit(talk().url, etag='"1"')).uid
    before = contents(archive.path)
    saved = archive.save(other_page(), observed_at=DAYS[1], visit=Visit(talk().url, etag='"2"'), snapshot=b"wait")
    assert (saved.outcome, saved.uid, saved.comment_count) == ("suspect", uid, 3)
    assert contents(archive.path, without=VISIT_TABLES | {"snapshots"}) == {
        name: kept for name, kept in before.items() if name != "snapshots"
    }
    kept = rows(archive.path, "SELECT f.outcome, f.error, s.size FROM fetches f JOIN snapshots s ON s.id = snapshot_id")
    assert [(row["outcome"], row["size"]) for row in kept] == [("suspect", 4)]
    assert "neither the article nor its comments" in kept[0]["error"]
    validators = archive.validators(talk().url)
    assert validators is not None
    assert validators.etag == '"1"'  # those of the article, not of the page in its place


def test_a_page_in_place_of_the_article_counts_when_seen_twice(archive: Archive) -> None:
    uid = archive.save(talk(), observed_at=DAYS[0]).uid
    assert archive.save(other_page(), observed_at=DAYS[1]).outcome == "suspect"
    again = archive.save(other_page("Checking your browser. Ticket 99."), observed_at=DAYS[2])
    assert (again.outcome, again.gone, again.article_changed) == ("changed", 3, True)
    assert archive.thread(uid).article.title == "Just a moment"
    assert archive.save(talk(), observed_at=DAYS[3]).returned == 3


def test_the_same_capture_twice_is_seen_once(archive: Archive) -> None:
    archive.save(talk(), observed_at=DAYS[0])
    for _ in range(3):
        assert archive.save(other_page(), observed_at=DAYS[1]).outcome == "suspect"


def test_pages_that_differ_or_have_the_article_between_them_confirm_nothing(archive: Archive) -> None:
    archive.save(talk(), observed_at=DAYS[0])
    assert archive.save(other_page(), observed_at=DAYS[1]).outcome == "suspect"
    assert archive.save(other_page("Log in to read on."), observed_at=DAYS[2]).outcome == "suspect"
    assert archive.save(talk(), observed_at=DAYS[3]).outcome == "unchanged"
    assert archive.save(other_page("Log in to read on."), observed_at=DAYS[4]).outcome == "suspect"


@pytest.mark.parametrize(
    "seen",
    [
        replace(talk(0), complete=False),
        replace(talk(), article=Article(title="Other", text="Written anew from the first word to the last.")),
        replace(talk(0), article=replace(talk().article, text="")),
        replace(talk(0), article=Article(title="Kettles", text="The first one whistled. Log in to read more.")),
    ],
)
def test_a_page_that_shows_the_article_or_a_comment_is_not_suspect(archive: Archive, seen: Thread) -> None:
    archive.save(talk(), observed_at=DAYS[0])
    assert archive.save(seen, observed_at=DAYS[1]).outcome != "suspect"


def test_an_article_without_comments_may_be_written_anew_but_not_replaced(archive: Archive) -> None:
    archive.save(talk(0), observed_at=DAYS[0])
    anew = replace(talk(0), article=replace(talk().article, text="Not a word of it is left."))
    assert archive.save(anew, observed_at=DAYS[1]).article_changed
    assert archive.save(other_page(), observed_at=DAYS[2]).outcome == "suspect"


def test_a_sharp_drop_counts_when_seen_twice(archive: Archive) -> None:
    archive.save(talk(12), observed_at=DAYS[0])
    first = archive.save(talk(5), observed_at=DAYS[1])
    assert (first.gone, first.comment_count) == (0, 12)
    second = archive.save(talk(5), observed_at=DAYS[2])
    assert (second.gone, second.comment_count) == (7, 5)
    assert {row["gone_since"] for row in rows(archive.path, "SELECT gone_since FROM comments WHERE id > 5")} == {
        DAYS[2]
    }
    assert {row["last_seen_at"] for row in rows(archive.path, "SELECT last_seen_at FROM comments WHERE id > 5")} == {
        DAYS[0]
    }


def test_a_drop_that_does_not_come_again_takes_nothing_back(archive: Archive) -> None:
    archive.save(talk(12), observed_at=DAYS[0])
    archive.save(talk(2), observed_at=DAYS[1])
    assert archive.save(talk(12), observed_at=DAYS[2]).gone == 0
    assert archive.save(talk(2), observed_at=DAYS[3]).gone == 0
    assert archive.save(talk(6), observed_at=DAYS[4]).gone == 6


def test_half_of_many_or_most_of_few_may_go_at_once(archive: Archive) -> None:
    archive.save(talk(12), observed_at=DAYS[0])
    assert archive.save(talk(6), observed_at=DAYS[1]).gone == 6
    assert archive.save(talk(1), observed_at=DAYS[2]).gone == 5


def test_not_modified_confirms_a_drop(archive: Archive) -> None:
    archive.save(talk(12), observed_at=DAYS[0])
    archive.save(talk(5), observed_at=DAYS[1], visit=Visit(talk().url, etag='"5"'))
    archive.record(Visit(talk().url, status=304, outcome=Outcome.NOT_MODIFIED, fetched_at=DAYS[2]))
    assert archive.thread(talk().url).comments[11].gone_since == DAYS[2]


def test_not_modified_after_a_part_of_a_dropped_page_changes_nothing(archive: Archive) -> None:
    archive.save(talk(12), observed_at=DAYS[0])
    archive.save(talk(5), observed_at=DAYS[1])
    archive.save(replace(talk(3), complete=False), observed_at=DAYS[2], visit=Visit(talk().url, etag='"3"'))
    archive.record(Visit(talk().url, status=304, outcome=Outcome.NOT_MODIFIED, fetched_at=DAYS[3]))
    assert {row["last_seen_at"] for row in rows(archive.path, "SELECT last_seen_at FROM comments WHERE id <= 3")} == {
        DAYS[2]
    }
    assert list(check(archive.path)) == []


@pytest.mark.parametrize("status", [404, 410])
def test_an_article_that_is_gone_keeps_its_comments_unmarked(archive: Archive, status: int) -> None:
    uid = archive.save(talk(), observed_at=DAYS[0], visit=Visit(talk().url)).uid
    for day in DAYS[1:3]:
        archive.record(Visit(talk().url, status=status, error="gone", fetched_at=day))
    kept = archive.thread(uid)
    assert kept.article.gone_since == DAYS[1]
    assert {each.gone_since for each in kept.comments} == {None}
    back = archive.save(talk(), observed_at=DAYS[3])
    assert (back.outcome, back.returned) == ("changed", 0)
    assert archive.thread(uid).article.gone_since is None


def test_an_older_capture_does_not_bring_an_article_back(archive: Archive) -> None:
    uid = archive.save(talk(), observed_at=DAYS[0], visit=Visit(talk().url)).uid
    archive.record(Visit(talk().url, status=404, error="gone", fetched_at=DAYS[3]))
    archive.save(talk(2), observed_at=DAYS[1], visit=Visit(talk().url))
    assert archive.thread(uid).article.gone_since == DAYS[3]


def test_an_article_led_home_is_gone_and_back_when_not_modified(archive: Archive) -> None:
    uid = archive.save(talk(), observed_at=DAYS[0], visit=Visit(talk().url, etag='"1"')).uid
    home = other_page(url="https://tea.example/")
    led_home = Visit(talk().url, final_url="https://tea.example/")
    assert archive.save(home, observed_at=DAYS[1], visit=led_home, snapshot=b"home").outcome == "gone"
    assert archive.thread(uid).article.gone_since == DAYS[1]
    assert rows(archive.path, "SELECT * FROM snapshots") == []
    archive.record(Visit(talk().url, status=304, outcome=Outcome.NOT_MODIFIED, fetched_at=DAYS[2]))
    assert archive.thread(uid).article.gone_since is None


@pytest.mark.parametrize("url", ["https://tea.example/?p=12", "https://tea.example/unknown"])
def test_another_address_that_fails_leaves_the_article_alone(archive: Archive, url: str) -> None:
    short = Visit("https://tea.example/?p=12", final_url=talk().url)
    uid = archive.save(talk(), observed_at=DAYS[0], visit=short).uid
    archive.save(talk(), observed_at=DAYS[1], visit=Visit(talk().url))
    archive.record(Visit(url, status=404, error="gone", fetched_at=DAYS[2]))
    assert archive.thread(uid).article.gone_since is None
