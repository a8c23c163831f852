from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from archive import Archive, Visit
from archive.cli.app import app
from archive.errors import ArchiveError, NotFound
from archive.threads.rebuild import rebuild
from tests.support.threads import comment, contents, healthy, rows, thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scraper.thread import Thread

KETTLES, CUPS = "https://tea.example/kettles", "https://tea.example/cups"

KETTLE_TALK = (comment("Mine is blue.", id="1"), comment("So is mine.", "Bo Larch", id="2", parent=0, depth=1))

CUP_TALK = (comment("No handle, please.", "Cyd Moss", id="7"), comment("A handle!", id="8", parent=0, depth=1))

BOTH = comment("I sell them all.", "Pedlar", id="9")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as opened:
        yield opened


def at(url: str, *comments: object, title: str = "Kettles", text: str = "On kettles.") -> Thread:
    found = thread(*comments, url=url)  # type: ignore[arg-type]
    return replace(found, article=replace(found.article, title=title, text=text))


def join(archive: Archive) -> str:
    """Two articles under one uid: once the site led the readers of one to the other."""
    uid = archive.save(at(KETTLES, *KETTLE_TALK, BOTH), observed_at="2026-02-01", visit=Visit(KETTLES)).uid
    archive.save(at(KETTLES, *KETTLE_TALK, BOTH), observed_at="2026-02-02", visit=Visit(CUPS, KETTLES))
    archive.db.conn.execute("DELETE FROM fetches WHERE url = ?", [CUPS])  # long ago
    cups = at(CUPS, *CUP_TALK, BOTH, title="Cups", text="On cups.")
    for day in ("2026-02-03", "2026-02-05"):
        assert archive.save(cups, observed_at=day, visit=Visit(CUPS)).uid == uid
    archive.save(at(KETTLES, *KETTLE_TALK[:1], BOTH), observed_at="2026-02-04", visit=Visit(KETTLES))
    return uid


def told(archive: Archive, uid: str) -> list[tuple[object, ...]]:
    return [(each.text, each.depth, each.first_seen, each.gone_since) for each in archive.thread(uid).comments]


def test_two_articles_under_one_address_can_be_parted(archive: Archive) -> None:
    uid = join(archive)
    was = {each.text: each.uid for each in archive.thread(uid).comments}
    other = archive.split(CUPS)
    apart = Archive.open(archive.path.parent / "apart.db")
    with apart:
        cups = at(CUPS, *CUP_TALK, BOTH, title="Cups", text="On cups.")
        alone = apart.save(cups, observed_at="2026-02-03", visit=Visit(CUPS)).uid
        apart.save(cups, observed_at="2026-02-05", visit=Visit(CUPS))
        kettles = apart.save(at(KETTLES, *KETTLE_TALK, BOTH), observed_at="2026-02-01", visit=Visit(KETTLES)).uid
        apart.save(at(KETTLES, *KETTLE_TALK[:1], BOTH), observed_at="2026-02-04", visit=Visit(KETTLES))
        assert told(archive, other) == told(apart, alone)
        assert told(archive, uid) == told(apart, kettles)
    assert (archive.thread(other).article.title, archive.thread(uid).article.title) == ("Cups", "Kettles")
    assert archive.thread(other).article.first_seen == "2026-02-03T00:00:00Z"
    now = {each.text: each.uid for name in (other, uid) for each in archive.thread(name).comments}
    assert now == was  # the comment of both keeps its uid where it was first
    assert archive.thread(CUPS).uid == other
    assert archive.thread(KETTLES).uid == uid
    assert healthy(archive.path)


def test_what_was_parted_stays_apart_and_unchanged(archive: Archive) -> None:
    uid = join(archive)
    other = archive.split(CUPS)
    before = contents(archive.path)
    with archive.transaction() as db:
        for row in list(db.query("SELECT id FROM articles")):
            rebuild(db, row["id"])
    cups = at(CUPS, *CUP_TALK, BOTH, title="Cups", text="On cups.")
    assert archive.save(cups, observed_at="2026-02-06", visit=Visit(CUPS)).uid == other
    kettles = at(KETTLES, *KETTLE_TALK[:1], BOTH)
    assert archive.save(kettles, observed_at="2026-02-06", visit=Visit(KETTLES)).uid == uid
    assert contents(archive.path) == before


def test_a_wording_that_was_misread_is_replaced_by_one_of_the_same_copy(archive: Archive) -> None:
    uid = join(archive)
    reworded = replace(BOTH, text="I sell them all, and cups.")
    archive.save(at(KETTLES, *KETTLE_TALK[:1], reworded), observed_at="2026-02-07", visit=Visit(KETTLES))
    with archive.transaction() as db:
        db.conn.execute("UPDATE comment_versions SET superseded_by = 1 WHERE version = 2")
    archive.split(CUPS)
    select = """
        SELECT v.comment_id = w.comment_id AS own FROM comment_versions v
        JOIN comment_versions w ON w.id = v.superseded_by
    """
    assert rows(archive.path, select) == [{"own": 1}, {"own": 1}]
    select = """
        SELECT v.superseded_by FROM comment_versions v JOIN comments c ON c.id = v.comment_id
        JOIN fetches f ON f.id = v.fetch_id WHERE f.article_id <> c.article_id
    """
    assert all(row["superseded_by"] for row in rows(archive.path, select))
    archive.forget(archive.plan_forgetting([uid]))
    assert healthy(archive.path)


def test_what_cannot_be_parted_says_why_and_stays_as_it_was(archive: Archive) -> None:
    archive.save(at(KETTLES, *KETTLE_TALK), visit=Visit(KETTLES))
    before = contents(archive.path, without=set())
    with pytest.raises(NotFound):
        archive.split(CUPS)
    with pytest.raises(ArchiveError, match="every visit"):
        archive.split(KETTLES)
    assert contents(archive.path, without=set()) == before
    result = CliRunner().invoke(app, ["split", KETTLES, "--archive", str(archive.path)])
    assert result.exit_code == 1
    assert "nothing to split" in result.stderr


def test_what_a_channel_gave_is_no_article_that_could_stay_behind(archive: Archive) -> None:
    archive.save(at(KETTLES, *KETTLE_TALK), visit=Visit(KETTLES))
    api = "https://tea.example/wp-json/wp/v2/comments"
    archive.save(at(KETTLES, *KETTLE_TALK), visit=Visit(api, channel="wordpress"))
    before = contents(archive.path, without=set())
    with pytest.raises(ArchiveError, match="nothing to split"):
        archive.split(KETTLES)
    assert contents(archive.path, without=set()) == before


def test_an_address_that_a_page_only_claims_gives_way_to_what_is_there(archive: Archive) -> None:
    claims = replace(at(CUPS, *CUP_TALK, title="Cups", text="On cups."), canonical_url=KETTLES)
    cups = archive.save(claims, observed_at="2026-02-01", visit=Visit(CUPS)).uid
    kettles = archive.save(at(KETTLES, *KETTLE_TALK), observed_at="2026-02-02", visit=Visit(KETTLES)).uid
    assert kettles != cups
    assert archive.thread(KETTLES).uid == kettles
    assert archive.save(claims, observed_at="2026-02-03", visit=Visit(CUPS)).uid == cups
    assert rows(archive.path, "SELECT count(*) AS n FROM urls") == [{"n": 2}]


def test_a_canonical_link_joins_where_the_text_agrees_though_the_title_does_not(archive: Archive) -> None:
    words = "A long text about kettles that nobody else would write in just the same words."
    uid = archive.save(at(KETTLES, *KETTLE_TALK, text=words), observed_at="2026-02-01").uid
    amp = replace(at(KETTLES + "/amp", title="Kettles | AMP", text=words), canonical_url=KETTLES, complete=False)
    assert archive.save(amp, observed_at="2026-02-02").uid == uid
