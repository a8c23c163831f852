from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from archive import Archive, Visit
from archive.cli.app import app
from archive.errors import ArchiveError
from archive.maintenance.reparse import Reparsed, Summary
from archive.run import parsers as run_parsers
from scraper.thread import Author, Comment, Thread
from scraper.visit.saved_page import read_saved
from scraper.workers import Workers
from tests.support import parsers
from tests.support.archives import check, reparse
from tests.support.threads import comment, contents, rows, thread

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "https://tea.example/2026/kettles"


def said(text: str, number: int, **facts: Any) -> Comment:
    author = Author("Anna Thimble", f"https://anna{number}.example/")
    return Comment(text, f"<p>{text}</p>", str(number), author=author, published=f"2026-01-0{number}", **facts)


FIRST = said("The kettle whistled.", 1)

ANSWER = said("It did not.", 2, parent=0, depth=1)

MISSED = said("A comment that was overlooked.", 3)

EDITED = replace(FIRST, text="The kettle sang, I think now.")

STATES = (
    thread(FIRST, ANSWER, MISSED),
    thread(FIRST, ANSWER, MISSED),
    thread(EDITED, ANSWER, MISSED),
    thread(EDITED, MISSED),
)


def archive_of(
    path: Path, parser: Callable[..., Thread], states: tuple[Thread, ...] = STATES, *, keep: Any = "all"
) -> Path:
    """A history of visits, one a day, read with a parser."""
    with Archive.open(path, keep_snapshots=keep) as archive:
        for day, state in enumerate(states, 1):
            at = f"2026-02-0{day}T00:00:00Z"
            archive.save(parser(parsers.page(state), URL, fetched_at=at), snapshot=parsers.page(state))
    return path


def again(path: Path, parser: str = "better", *names: str, since: str | None = None) -> list[Reparsed]:
    with Workers(1, function=getattr(parsers, parser)) as workers:
        return list(reparse(path, workers, names, since=since))


def history(path: Path) -> dict[str, list[dict[str, Any]]]:
    """What an archive tells of a thread, in words: no keys, no numbers of versions."""
    return {
        "now": rows(
            path,
            "SELECT c.author, c.author_url, c.published, c.text, c.position, c.depth, p.text AS parent,"
            " c.first_seen_at, c.last_seen_at, c.gone_since"
            " FROM comments c LEFT JOIN comments p ON p.id = c.parent_id ORDER BY c.position",
        ),
        "changes": rows(path, "SELECT at, what, author, text FROM changes ORDER BY at, what, text"),
        "ids": rows(path, "SELECT system_id FROM comment_ids ORDER BY 1"),
        "article": rows(path, "SELECT title, text, comment_count, gone_count, complete FROM articles"),
    }


@pytest.mark.parametrize("keep", ["all", "changed"])
def test_the_archive_becomes_what_it_had_been_with_the_better_parser_all_along(tmp_path: Path, keep: str) -> None:
    poor = archive_of(tmp_path / "poor.db", parsers.worse, keep=keep)
    good = archive_of(tmp_path / "good.db", parsers.better, keep=keep)
    uids = {row["uid"] for row in rows(poor, "SELECT uid FROM comments WHERE author IS NOT NULL")}
    assert history(poor) != history(good)
    (told,) = again(poor)
    assert history(poor) == history(good)
    assert uids <= {row["uid"] for row in rows(poor, "SELECT uid FROM comments")}
    assert list(check(poor)) == []
    assert told.changed
    assert (told.after.replies - told.before.replies, told.dropped) == (1, 1)


def test_no_replaced_wording_is_an_edit_and_none_is_lost(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "a.db", parsers.worse)
    again(path)
    edits = rows(path, "SELECT at, text FROM changes WHERE what = 'comment edited'")
    assert edits == [{"at": "2026-02-03T00:00:00Z", "text": EDITED.text}]
    replaced = rows(
        path,
        "SELECT o.text, n.text AS by FROM comment_versions o JOIN comment_versions n ON n.id = o.superseded_by"
        " ORDER BY o.text",
    )
    assert replaced == [{"text": f"{each.text}\n\nReply", "by": each.text} for each in (ANSWER, EDITED, FIRST)]


def test_reading_again_twice_or_with_the_same_parser_changes_nothing(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "a.db", parsers.better)
    before = contents(path, without=set())
    assert not any(each.changed for each in again(path))
    assert contents(path, without=set()) == before
    poor = archive_of(tmp_path / "poor.db", parsers.worse)
    again(poor)
    once = contents(poor, without=set())
    assert not any(each.changed for each in again(poor))
    assert contents(poor, without=set()) == once


def test_the_next_visit_read_with_the_better_parser_is_unchanged(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "a.db", parsers.worse)
    again(path)
    with Archive.open(path) as archive:
        assert archive.save(STATES[-1], observed_at="2026-03-01").outcome == "unchanged"


def test_a_reading_that_finds_less_than_half_is_left_out(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "a.db", parsers.better, STATES[:1])
    before = contents(path, without=set())
    (told,) = again(path, "blind")
    assert (told.worse, told.changed) == (1, False)
    assert contents(path, without=set()) == before


def test_a_page_that_cannot_be_read_stays_as_it_was_and_is_named(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "a.db", parsers.better, STATES[:1])
    with Archive.open(path, keep_snapshots="all") as archive:
        archive.save(STATES[0], snapshot=b"broken", observed_at="2026-03-01")
    before = contents(path, without=set())
    (told,) = again(path)
    assert told.failures == (f"{URL}: broken",)
    assert contents(path, without=set()) == before


def test_pages_are_chosen_by_name_and_by_the_version_that_read_them(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "a.db", parsers.better, STATES[:1])
    with Archive.open(path, keep_snapshots="all") as archive:
        other = thread(comment("Other", id="77"), url="https://tea.example/other")
        archive.save(other, snapshot=parsers.page(other))
    assert [each.url for each in again(path, "better", "tea.example/other")] == ["https://tea.example/other"]
    assert len(again(path, since="0.1")) == 2
    assert again(path, since="99.0") == []
    with pytest.raises(ArchiveError, match="version"):
        again(path, since="yesterday")


@pytest.mark.parametrize("is_gone", [True, False])
def test_comments_that_count_as_gone_and_threads_that_are_complete_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_gone: bool
) -> None:
    then, now = (parsers.doubting, parsers.better) if is_gone else (parsers.better, parsers.doubting)
    path = archive_of(tmp_path / "a.db", then, (thread(FIRST, ANSWER), thread(FIRST)))
    assert [each["gone_count"] for each in rows(path, "SELECT gone_count FROM articles")] == [int(not is_gone)]
    monkeypatch.setattr(run_parsers, "workers", lambda _: Workers(1, function=now))
    told = CliRunner().invoke(app, ["reparse", "--archive", str(path)])
    gone = (
        "complete now, 1 gone now" if is_gone else "incomplete now (a button loads more comments), 1 not gone any more"
    )
    assert told.stdout == f"{URL}  {gone}\n"
    assert "1 threads are read otherwise now" in told.stderr
    assert [each["gone_count"] for each in rows(path, "SELECT gone_count FROM articles")] == [int(is_gone)]
    (again_told,) = again(path, now.__name__)
    assert not again_told.changed


def test_the_figures_are_those_of_all_articles(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "old.db", parsers.worse)
    summary = Summary()
    for each in again(path):
        summary.add(each)
    assert (summary.outcome, summary.as_dict()) == ("done", {"threads": 1, "pages": 4, "changed": 1, "failures": []})
    summary.add(replace(again(path)[0], failures=("broken",)))
    assert (summary.outcome, summary.threads, summary.changed, summary.failures) == ("failures", 2, 1, ["broken"])


def test_a_page_kept_as_mhtml_is_read_as_it_was(tmp_path: Path) -> None:
    said = '<li class="comment" id="comment-1"><cite class="fn">Nell</cite><p>One mill.</p></li>'
    mail = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n"
    data = f'{mail}<html><body><ol class="commentlist">{said}</ol></body></html>\n--b--\n'.encode()
    thread = read_saved(data, "mhtml", "http://mill.example/weir", "2026-01-01T00:00:00Z")
    with Archive.open(tmp_path / "mail.db", keep_snapshots="all") as archive, Workers(1) as workers:
        archive.save(thread, snapshot=data, visit=Visit(thread.url))
        (again,) = archive.reparse(workers)
    assert (again.pages, again.changed, again.failures) == (1, False, ())
