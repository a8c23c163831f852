"""A file is opened only if it is an archive of a version that this program knows, and reading writes nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.db import connection
from archive.db.connection import is_archive, is_same, open_for_reading, open_for_writing
from archive.errors import ArchiveError, NewerSchema, NoArchive, NotAnArchive, OlderSchema
from tests.support.archives import reading
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(comment("Mine is blue.")))
    return tmp_path / "a.db"


def test_writing_is_in_write_ahead_mode_with_foreign_keys(path: Path) -> None:
    with closing(open_for_writing(path, create=False)) as conn:
        asked = [conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys")]
    assert asked == ["wal", 1]


def test_reading_writes_nothing_and_leaves_no_file(path: Path) -> None:
    with reading(path) as conn:
        assert conn.execute("SELECT count(*) FROM comments").fetchone() == (1,)
        with pytest.raises(sqlite3.OperationalError):
            conn.execute("DELETE FROM comments")
    assert [each.name for each in path.parent.iterdir()] == ["a.db"]


def test_an_archive_on_read_only_ground_can_be_read(path: Path) -> None:
    path.parent.chmod(0o555)
    try:
        with closing(open_for_reading(path)) as conn:
            assert conn.execute("SELECT text FROM comments").fetchone() == ("Mine is blue.",)
    finally:
        path.parent.chmod(0o755)


def test_a_missing_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoArchive, match="makes one"):
        open_for_reading(tmp_path / "none.db")
    with pytest.raises(NoArchive, match="makes one"):
        open_for_writing(tmp_path / "none.db", create=False)
    with pytest.raises(NoArchive, match="folder"):
        open_for_writing(tmp_path / "none" / "a.db", create=True)


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("PRAGMA user_version = 99999", NewerSchema),
        ("PRAGMA user_version = 1", OlderSchema),
        ("PRAGMA application_id = 7", NotAnArchive),
    ],
)
def test_a_file_of_another_version_or_kind_is_not_read(path: Path, statement: str, kind: type[ArchiveError]) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(statement)
    with pytest.raises(kind, match=r"a\.db"):
        open_for_reading(path)


def test_an_empty_file_is_no_archive_yet(tmp_path: Path) -> None:
    (tmp_path / "a.db").touch()
    with pytest.raises(NotAnArchive, match="restore it from a backup"):
        open_for_reading(tmp_path / "a.db")
    with pytest.raises(NotAnArchive, match="restore it from a backup"):  # else nobody notices that it was lost
        open_for_writing(tmp_path / "a.db", create=False)
    assert not (tmp_path / "a.db").stat().st_size
    open_for_writing(tmp_path / "a.db", create=True).close()
    assert is_archive(tmp_path / "a.db")


def test_an_archive_is_told_from_other_files(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as conn:
        conn.execute("CREATE TABLE kettles (id)")
    assert is_archive(path)
    assert not any(map(is_archive, (tmp_path / "other.db", tmp_path, tmp_path / "none")))


def test_names_of_one_file_are_the_same(path: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(path)
    (tmp_path / "hard").hardlink_to(path)
    assert is_same(path, tmp_path / "link")
    assert is_same(path, tmp_path / "hard")
    assert is_same(tmp_path / "none", tmp_path / "x" / ".." / "none")
    assert not is_same(path, tmp_path / "none")


def test_a_sqlite_that_is_too_old_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(ArchiveError, match=r"needs 99\.0\.0"):
        open_for_reading(path)
