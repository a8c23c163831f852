from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive import Archive
from archive.db import connection
from archive.db.connection import open_for_reading
from archive.db.migrations import SCHEMA_VERSION
from archive.db.schema import APPLICATION_ID
from archive.errors import ArchiveError, DiskFull, OlderSchema
from tests.support.threads import healthy, rows

LANDED = {int(path.stem.partition("_")[2]): path for path in Path(__file__).parent.glob("schema_*.sql")}
"""The schemas that landed once, by version, each as a file made by it told it."""

CONTENTS = """
    INSERT INTO sites (id, uid, host, name, first_seen_at)
        VALUES (1, 'site-uid', 'tea.example', 'Tea', '2026-01-01');
    INSERT INTO articles (id, uid, site_id, url, title, text, first_seen_at)
        VALUES (1, 'article-uid', 1, 'https://tea.example/1?utm_source=f', 'Łódź', 'Kettles.', '2026-01-01');
    INSERT INTO urls (id, key, url, article_id, kind, first_seen_at) VALUES
        (1, 'tea.example/1?utm_source=f', 'https://tea.example/1?utm_source=f', 1, 'page', '2026-01-01');
    INSERT INTO comments (id, uid, article_id, author, text, position, depth, descendants, first_seen_at, last_seen_at)
        VALUES (1, 'comment-uid', 1, 'Anna', 'Straße und 北京', 0, 0, 0, '2026-01-01', '2026-01-01');
"""


@pytest.fixture(params=[version for version in sorted(LANDED) if version < SCHEMA_VERSION])
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def old(tmp_path: Path, version: int) -> Path:
    """A file as a schema that landed made it, with a thread in it."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.executescript(LANDED[version].read_text() + CONTENTS)
        if version > 1:  # addresses are compared without tracking parameters since
            conn.execute("UPDATE urls SET key = 'tea.example/1'")
            conn.commit()
    return path


def schema(path: Path) -> dict[str, str]:
    """The statement behind everything in a file, whatever its white space."""
    found = rows(path, "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {row["name"]: " ".join(row["sql"].split()) for row in found}


def test_an_old_file_is_brought_up_to_date_and_keeps_what_it_held(old: Path, tmp_path: Path) -> None:
    Archive.open(old).close()
    Archive.open(tmp_path / "new.db").close()
    assert schema(old) == schema(tmp_path / "new.db")
    assert rows(old, "PRAGMA user_version") == [{"user_version": SCHEMA_VERSION}]
    assert rows(old, "SELECT uid, text FROM comments") == [{"uid": "comment-uid", "text": "Straße und 北京"}]
    assert healthy(old)
    with Archive.open(old) as archive:
        assert [hit.comment_uid for hit in archive.search("strasse")] == ["comment-uid"]
        assert [hit.comment_uid for hit in archive.search("北京")] == ["comment-uid"]
        assert [hit.comment_uid for hit in archive.search("lodz")] == [None]
        assert archive.thread("https://tea.example/1").article.title == "Łódź"


def test_addresses_that_show_an_article_in_another_way_are_compared_without_that_since(old: Path) -> None:
    with closing(sqlite3.connect(old)) as conn:
        conn.execute(
            "INSERT INTO urls (id, key, url, article_id, kind, first_seen_at) VALUES (2, 'tea.example/2?replytocom=3',"
            " 'https://tea.example/2?replytocom=3', 1, 'redirect', '2026-01-01')"
        )
        conn.commit()
    Archive.open(old).close()
    assert {row["key"] for row in rows(old, "SELECT key FROM urls")} == {"tea.example/1", "tea.example/2"}


def test_a_home_page_is_no_copy_any_more(old: Path, version: int) -> None:
    if version >= 7:
        pytest.skip("files of that version hold no such copies")
    with closing(sqlite3.connect(old)) as conn:
        conn.execute(
            "INSERT INTO articles (id, uid, site_id, url, text, group_id, first_seen_at)"
            " VALUES (2, 'home-uid', 1, 'https://tea.example/', 'Kettles.', 1, '2026-01-01')"
        )
        conn.execute("UPDATE articles SET group_id = 1")
        conn.commit()
    Archive.open(old).close()
    assert rows(old, "SELECT group_id FROM articles") == [{"group_id": None}, {"group_id": None}]


def test_a_verified_copy_of_the_old_file_stands_beside_it(old: Path, version: int) -> None:
    before = rows(old, "SELECT * FROM comments")
    Archive.open(old).close()
    beside = old.with_name(f"old.db.schema-{version}.bak")
    assert sorted(path.name for path in old.parent.iterdir()) == ["old.db", f"old.db.schema-{version}.bak"]
    assert rows(beside, "PRAGMA user_version") == [{"user_version": version}]
    assert rows(beside, "SELECT * FROM comments") == before
    assert healthy(beside)


def test_without_a_copy_nothing_is_changed(old: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFull("no room")

    before = schema(old)
    monkeypatch.setattr(connection, "backup", full)
    with pytest.raises(DiskFull):
        Archive.open(old)
    assert rows(old, "PRAGMA user_version") == [{"user_version": version}]
    assert schema(old) == before


def test_a_copy_from_before_is_never_written_over(old: Path, version: int) -> None:
    old.with_name(f"old.db.schema-{version}.bak").write_bytes(b"dear to somebody")
    Archive.open(old).close()
    assert old.with_name(f"old.db.schema-{version}.bak").read_bytes() == b"dear to somebody"
    assert old.with_name(f"old.db.schema-{version}-2.bak").exists()


def test_an_old_file_is_not_read_before_it_was_brought_up_to_date(old: Path) -> None:
    with pytest.raises(OlderSchema, match="brings it up to date"):
        open_for_reading(old)


def test_a_new_file_needs_no_copy(tmp_path: Path) -> None:
    Archive.open(tmp_path / "a.db").close()
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]
    assert rows(tmp_path / "a.db", "PRAGMA application_id") == [{"application_id": APPLICATION_ID}]


def test_a_sqlite_that_is_too_old_is_refused_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 37, 2))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.37.2")
    with pytest.raises(ArchiveError, match=r"SQLite 3\.37\.2 is too old: afterword needs 3\.38\.0"):
        Archive.open(tmp_path / "a.db")
    assert list(tmp_path.iterdir()) == []
