from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from archive import Archive, Saved, Visit
from archive.errors import ArchiveError, ArchiveReadOnly, NotFound
from archive.export.selection import Selection
from archive.query.listing import Wanted
from archive.threads import snapshots
from scraper.thread import Author
from scraper.visit.records import Outcome
from scraper.workers import Workers
from tests.support import parsers
from tests.support.threads import comment, contents, healthy, rows, thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scraper.thread import Thread

MONDAY, TUESDAY, WEDNESDAY = "2026-02-02T08:00:00Z", "2026-02-03T08:00:00Z", "2026-02-04T08:00:00Z"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as opened:
        yield opened


def talk(**facts: object) -> Thread:
    return thread(
        comment("Mine is blue.", "Anna Thimble", id="1", likes=3),
        comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1),
        comment("Copper, always copper.", "Cyd Moss", id="3"),
        **facts,
    )


def without(document: Thread, *ids: str) -> Thread:
    return replace(document, comments=tuple(each for each in document.comments if each.id not in ids))


def edited(document: Thread, system_id: str, **facts: object) -> Thread:
    changed = (replace(each, **facts) if each.id == system_id else each for each in document.comments)  # type: ignore[arg-type]
    return replace(document, comments=tuple(changed))


def test_saving_tells_what_changed(archive: Archive) -> None:
    first = archive.save(talk(), observed_at=MONDAY)
    assert first == Saved(uid=first.uid, outcome=Outcome.NEW, new=3, comment_count=3, complete=True)
    changed = without(edited(talk(), "1", text="Mine was blue.", html="<p>Mine was blue.</p>"), "3")
    second = archive.save(changed, observed_at=TUESDAY)
    assert second == Saved(
        uid=first.uid, outcome=Outcome.CHANGED, changed=1, gone=1, comment_count=2, gone_count=1, complete=True
    )
    third = archive.save(talk(), observed_at=WEDNESDAY)
    assert third == Saved(uid=first.uid, outcome=Outcome.CHANGED, changed=1, returned=1, comment_count=3, complete=True)


def test_an_unchanged_visit_writes_only_the_record_of_the_visit(archive: Archive) -> None:
    archive.save(talk(), observed_at=MONDAY, visit=Visit(talk().url, status=200), snapshot=b"<html>1")
    before = contents(archive.path)
    archive.save(talk(), observed_at=TUESDAY, visit=Visit(talk().url, status=200), snapshot=b"<html>token")
    assert contents(archive.path) == before
    assert [row["outcome"] for row in rows(archive.path, "SELECT outcome FROM fetches")] == ["new", "unchanged"]


def test_likes_and_white_space_are_refreshed_and_are_no_edit(archive: Archive) -> None:
    archive.save(talk(), observed_at=MONDAY)
    later = edited(talk(), "1", likes=9, text="Mine  is\nblue.", published_text="2 days ago")
    assert archive.save(later, observed_at=TUESDAY).outcome == "unchanged"
    row = rows(archive.path, "SELECT * FROM comments WHERE author = 'Anna Thimble'")[0]
    assert (row["likes"], row["text"], row["published_text"], row["version_count"]) == (
        9,
        "Mine  is\nblue.",
        "2 days ago",
        1,
    )
    assert healthy(archive.path)


def test_an_edited_comment_keeps_its_earlier_words(archive: Archive) -> None:
    archive.save(talk(), observed_at=MONDAY)
    archive.save(edited(talk(), "2", text="Mine is polished."), observed_at=TUESDAY)
    archive.save(talk(), observed_at=WEDNESDAY)
    versions = rows(archive.path, "SELECT version, text, first_seen_at, changed, fetch_id FROM comment_versions")
    assert versions == [
        {"version": 1, "text": "Mine is dented.", "first_seen_at": MONDAY, "changed": "[]", "fetch_id": 1},
        {"version": 2, "text": "Mine is polished.", "first_seen_at": TUESDAY, "changed": '["text"]', "fetch_id": 2},
    ]
    assert rows(archive.path, "SELECT text, version, version_count FROM comments WHERE author = 'Bo Larch'") == [
        {"text": "Mine is dented.", "version": 1, "version_count": 2}
    ]


def test_a_deleted_comment_that_leaves_a_stub_keeps_its_words_in_the_versions(archive: Archive) -> None:
    archive.save(talk(), observed_at=MONDAY)
    stub = edited(talk(), "1", text="", html="", state="deleted", author=Author())
    assert archive.save(stub, observed_at=TUESDAY).changed == 1
    assert rows(archive.path, "SELECT text, state, author FROM comments WHERE id = 1") == [
        {"text": "", "state": "deleted", "author": "Anna Thimble"}
    ]
    assert rows(archive.path, "SELECT text FROM comment_versions WHERE version = 1") == [{"text": "Mine is blue."}]


@pytest.mark.parametrize("complete", [False, None])
def test_a_visit_that_is_not_known_to_be_whole_marks_nothing_gone(archive: Archive, *, complete: bool | None) -> None:
    archive.save(talk(), observed_at=MONDAY)
    saved = archive.save(without(talk(complete=complete), "3"), observed_at=TUESDAY)
    assert (saved.gone, saved.comment_count) == (0, 3)


def test_a_gone_comment_keeps_its_row_its_place_and_the_last_time_it_was_seen(archive: Archive) -> None:
    archive.save(talk(), observed_at=MONDAY)
    archive.save(talk(), observed_at=TUESDAY)
    archive.save(without(talk(), "2"), observed_at=WEDNESDAY)
    row = rows(archive.path, "SELECT position, depth, last_seen_at, gone_since FROM comments WHERE author = 'Bo Larch'")
    assert row == [{"position": 1, "depth": 1, "last_seen_at": TUESDAY, "gone_since": WEDNESDAY}]


def test_what_a_visit_does_not_state_is_not_forgotten(archive: Archive) -> None:
    known = edited(talk(site="Tea Talk"), "1", published="2026-01-05T10:00:00Z", permalink="https://tea.example/#1")
    uid = archive.save(known, observed_at=MONDAY).uid
    poorer = replace(talk(), article=replace(talk().article, title=None, text=""))
    assert archive.save(poorer, observed_at=TUESDAY).outcome == "unchanged"
    kept = archive.thread(uid)
    assert (kept.site, kept.article) == ("Tea Talk", replace(talk().article, first_seen=MONDAY))
    assert (kept.comments[0].published, kept.comments[0].permalink) == (
        "2026-01-05T10:00:00Z",
        "https://tea.example/#1",
    )
    assert archive.save(edited(talk(), "1", published="2026-01-05"), observed_at=WEDNESDAY).outcome == "unchanged"
    assert archive.thread(uid).comments[0].published == "2026-01-05T10:00:00Z"


def test_an_edited_article_keeps_its_earlier_words(archive: Archive) -> None:
    uid = archive.save(talk(), observed_at=MONDAY).uid
    rewritten = replace(talk(), article=replace(talk().article, text="There never was a second one."))
    saved = archive.save(rewritten, observed_at=TUESDAY)
    assert (saved.outcome, saved.article_changed, saved.changed) == ("changed", True, 0)
    texts = rows(archive.path, "SELECT text FROM article_versions ORDER BY version")
    assert [row["text"] for row in texts] == [talk().article.text, "There never was a second one."]
    assert archive.save(talk(), observed_at=WEDNESDAY).uid == uid
    assert archive.thread(uid).article.text == talk().article.text


def test_an_article_dated_by_its_last_change_is_dated_anew_and_not_edited(archive: Archive) -> None:
    def dated(published: str, modified: str) -> Thread:
        return replace(talk(), article=replace(talk().article, published=published, modified=modified))

    uid = archive.save(dated("2026-01-05", "2026-01-05"), observed_at=MONDAY).uid
    assert archive.save(dated("2026-02-01", "2026-02-01"), observed_at=TUESDAY).outcome == "unchanged"
    assert archive.thread(uid).article.published == "2026-02-01"
    assert archive.save(dated("2025-12-24", "2026-02-01"), observed_at=WEDNESDAY).article_changed
    assert healthy(archive.path)


@pytest.mark.parametrize(
    "url",
    [
        "http://tea.example/2026/kettles",
        "https://www.tea.example/2026/kettles/",
        "https://TEA.example:443/2026/kettles#comment-1",
    ],
)
def test_an_article_is_known_again_under_the_spellings_of_its_address(archive: Archive, url: str) -> None:
    uid = archive.save(talk(), observed_at=MONDAY).uid
    assert archive.save(talk(url=url), observed_at=TUESDAY).uid == uid
    assert archive.thread(url).uid == uid


def test_redirects_lead_to_the_same_article(archive: Archive) -> None:
    asked = Visit("https://tea.example/?p=12", final_url=talk().url, redirects=("https://tea.example/kettles",))
    uid = archive.save(talk(), observed_at=MONDAY, visit=asked).uid
    for url in ("https://tea.example/?p=12", "https://tea.example/kettles", talk().url):
        assert archive.thread(url).uid == uid


def test_a_redirect_to_the_home_page_does_not_make_it_the_article(archive: Archive) -> None:
    uid = archive.save(talk(), observed_at=MONDAY).uid
    home = talk(url="https://tea.example/")
    led_home = Visit(talk().url, final_url="https://tea.example/")
    assert archive.save(home, observed_at=TUESDAY, visit=led_home).outcome == "gone"
    unknown = Visit("https://tea.example/never-seen", final_url="https://tea.example/")
    assert archive.save(home, observed_at=TUESDAY, visit=unknown).uid != uid
    assert archive.save(home, observed_at=TUESDAY, visit=led_home).uid == uid


def test_a_canonical_link_joins_only_within_the_site_and_where_title_or_text_agrees(archive: Archive) -> None:
    uid = archive.save(talk(), observed_at=MONDAY).uid
    copy = talk(url="https://tea.example/amp/kettles", canonical_url=talk().url)
    assert archive.save(copy, observed_at=TUESDAY).uid == uid
    other = talk(url="https://tea.example/cups", canonical_url=talk().url)
    other = replace(other, article=replace(other.article, title="Cups", text="None of them has a handle."))
    assert archive.save(other, observed_at=TUESDAY).uid != uid
    foreign = talk(url="https://thief.example/kettles", canonical_url=talk().url)
    assert archive.save(foreign, observed_at=TUESDAY).uid != uid
    rooted = [talk(url=f"https://tea.example/{name}", canonical_url="https://tea.example/") for name in ("x", "y")]
    assert len({archive.save(each, observed_at=TUESDAY).uid for each in rooted}) == 2


def test_not_modified_counts_as_another_visit(archive: Archive) -> None:
    visit = Visit(talk().url, status=200, etag='"v1"', last_modified="Mon, 02 Feb 2026 08:00:00 GMT")
    archive.save(talk(), observed_at=MONDAY, visit=visit)
    kept = archive.validators(talk().url)
    assert kept is not None
    assert (kept.etag, kept.last_modified) == ('"v1"', "Mon, 02 Feb 2026 08:00:00 GMT")
    before = contents(archive.path)
    archive.record(Visit(talk().url, status=304, outcome=Outcome.NOT_MODIFIED, fetched_at=TUESDAY))
    assert contents(archive.path) == before
    archive.save(without(talk(), "3"), observed_at=WEDNESDAY)
    assert rows(archive.path, "SELECT last_seen_at FROM comments WHERE author = 'Cyd Moss'") == [
        {"last_seen_at": TUESDAY}
    ]
    assert archive.validators(talk().url) == kept


def test_a_failed_visit_is_recorded_and_touches_nothing_else(archive: Archive) -> None:
    run = archive.start_run("scrape", ["https://tea.example/feed"])
    before = contents(archive.path)
    archive.record(
        Visit("https://tea.example/x", status=500, outcome=Outcome.FAILED, error="x: answered 500"), run_id=run
    )
    archive.finish_run(run, outcome="failures", report={"failed": 1})
    assert contents(archive.path) == before
    assert rows(archive.path, "SELECT run_id, status, error FROM fetches") == [
        {"run_id": run, "status": 500, "error": "x: answered 500"}
    ]
    assert rows(archive.path, "SELECT failures FROM polls") == [{"failures": 1}]
    assert archive.validators("https://tea.example/x") is None


@pytest.mark.parametrize(("keep", "expected"), [("all", 3), ("changed", 2), ("none", 0)])
def test_snapshots_are_kept_as_asked_for(tmp_path: Path, keep: str, expected: int) -> None:
    with Archive.open(tmp_path / "a.db", keep_snapshots=keep) as archive:  # type: ignore[arg-type]
        archive.save(talk(), observed_at=MONDAY, snapshot=b"one")
        archive.save(talk(), observed_at=TUESDAY, snapshot=b"two")
        archive.save(without(talk(), "3"), observed_at=WEDNESDAY, snapshot=b"three" * 1000)
        kept = rows(archive.path, "SELECT id, size FROM snapshots")
        assert len(kept) == expected
        assert all(len(snapshots.read(archive.conn, row["id"])) == row["size"] for row in kept)


def test_hostile_values_are_stored_as_far_as_they_can_be(archive: Archive) -> None:
    hostile = thread(comment("half a \ud800 pair and \0 nothing", id="\udfff", likes=10**30), declared_count=3)
    kept = archive.thread(archive.save(hostile).uid).comments[0]
    assert (kept.text, kept.id, kept.likes) == ("half a ? pair and \0 nothing", "?", None)
    with pytest.raises(ArchiveError, match="not a time"):
        archive.save(hostile, observed_at="yesterday")


def test_search_ranks_and_takes_what_a_person_types_for_words(archive: Archive) -> None:
    archive.save(talk(), observed_at=MONDAY)
    assert [hit.author for hit in archive.search("copper")] == ["Cyd Moss"]
    assert [hit.author for hit in archive.search('"is dented"')] == ["Bo Larch"]
    assert {hit.comment_uid is None for hit in archive.search("whist*")} == {True}
    assert archive.search('AND NOT (copper "') == []
    with pytest.raises(ArchiveError, match="no word"):
        archive.search("*-!")


@contextmanager
def opened_once(path: Path) -> Iterator[None]:
    """Hold that the block opens this file once."""
    opens: list[str] = []

    def connect(database: Path | str, *rest: Any, **more: Any) -> Any:
        opens.extend([str(database)] if path.name in str(database) else [])
        return real(database, *rest, **more)

    real: Any = sqlite3.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect)
        yield
    assert len(opens) == 1


def test_an_import_opens_the_archive_once(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(talk(), observed_at=MONDAY)
        archive.export(tmp_path / "a.ndjson")
    for known in (False, True):
        with opened_once(tmp_path / "b.db"), Archive.open(tmp_path / "b.db") as archive:
            done = archive.import_([tmp_path / "a.ndjson"])
        assert (done.read, done.articles, done.comments) == ((1, 0, 0) if known else (1, 1, 3))


def test_reading_again_opens_the_archive_once(tmp_path: Path) -> None:
    page = parsers.page(talk())
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(parsers.worse(page, talk().url), observed_at=MONDAY, snapshot=page)
    path = tmp_path / "a.db"
    with Workers(1, function=parsers.better) as workers, opened_once(path), Archive.open(path) as archive:
        (again,) = archive.reparse(workers)
    assert again.pages == 1


def test_a_program_does_what_the_commands_do(tmp_path: Path, archive: Archive) -> None:
    run = archive.start_run("scrape", ["https://tea.example/"])
    archive.save(talk(), observed_at=MONDAY, run_id=run)
    archive.save(without(talk(), "3"), observed_at=TUESDAY, run_id=run)
    archive.finish_run(run, outcome="done", report={"pages": 2})
    assert [(each["outcome"], each["report"]) for each in archive.runs()] == [("done", {"pages": 2})]
    assert archive.sources() == []
    assert [row["what"] for row in archive.changes(since=TUESDAY)] == ["comment gone"]
    assert [entry.comments for entry in archive.listing(as_of=MONDAY)] == [3]
    assert archive.listing(Wanted(site="elsewhere.example")) == []
    assert archive.statistics()[0].rows
    assert list(archive.duplicates()) == []
    archive.export(tmp_path / "out.json", "json", Selection(words="copper"))
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))[0]["comment_count"] == 2
    assert list(archive.check(repair=True)) == []
    assert archive.compact(keep_days=0).folded == 0
    with Archive.open(archive.backup(tmp_path / "copy.db"), read_only=True) as copy:
        merged = archive.merge(copy)
    assert (merged.articles, merged.comments, merged.visits) == (0, 0, 0)
    plan = archive.plan_forgetting(authors=["Bo Larch"])
    forgotten, _ = archive.forget(plan, "he asked")
    assert forgotten.comments == 1
    assert [each.author.name for each in archive.thread(talk().url).comments] == ["Anna Thimble", "Cyd Moss"]
    with pytest.raises(NotFound):
        archive.split("https://nowhere.example/")


def test_an_archive_that_is_only_read_is_written_by_no_method(tmp_path: Path, archive: Archive) -> None:
    archive.save(talk(), observed_at=MONDAY)
    plan = archive.plan_forgetting([talk().url])
    with Archive.open(archive.path, read_only=True) as reader:
        before = contents(archive.path, without=set())
        writers = (
            lambda: reader.save(talk()),
            lambda: reader.record(Visit(talk().url, status=500)),
            lambda: reader.start_run("scrape", []),
            lambda: reader.forget(plan),
            lambda: reader.split(talk().url),
            lambda: reader.merge(archive),
            lambda: reader.compact(),
            lambda: list(reader.check()),
        )
        for write in writers:
            with pytest.raises(ArchiveError):
                write()
        with pytest.raises(ArchiveReadOnly, match="without read_only"):
            reader.save(talk())
        assert contents(archive.path, without=set()) == before
        assert reader.plan_forgetting([talk().url]) == plan


@pytest.mark.parametrize("work", [lambda a: a.import_([]), lambda a: list(a.check()), lambda a: a.compact()])
def test_work_on_an_archive_open_for_reading_says_how_to_open_it(
    tmp_path: Path, work: Callable[[Archive], object]
) -> None:
    Archive.open(tmp_path / "a.db").close()
    with (
        Archive.open(tmp_path / "a.db", read_only=True) as opened,
        pytest.raises(ArchiveReadOnly, match="without read_only"),
    ):
        work(opened)
