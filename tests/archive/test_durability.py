from __future__ import annotations

import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.errors import ArchiveCorrupt, ArchiveError, ArchiveLocked, ArchiveReadOnly, NotAnArchive
from tests.archive.support import comment, contents, healthy, rows, thread

if TYPE_CHECKING:
    from pathlib import Path

WRITER = """
import sys
from archive import Archive
from tests.archive.support import comment, thread

path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Archive.open(path) as archive:
    print("open", flush=True)
    for number in range(count):
        said = [comment(f"{name} says {place}", id=f"{number}-{place}") for place in range(20)]
        archive.save(thread(*said, url=f"https://tea.example/{name}/{number}"), observed_at="2026-01-01")
        here = comment(f"{name} was here", id=f"{name} {number}")
        archive.save(thread(here, complete=False), observed_at="2026-01-01")
"""


def writer(path: Path, name: str, count: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_two_programs_write_one_new_archive_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    both = [writer(path, name, 15) for name in ("anna", "bo")]
    for process in both:
        _, errors = process.communicate(timeout=100)
        assert process.returncode == 0, errors.decode()
    assert rows(path, "SELECT count(*) AS n FROM articles") == [{"n": 31}]
    assert rows(path, "SELECT count(*) AS n FROM comments") == [{"n": 2 * 15 * 21}]
    assert rows(path, "SELECT count(*) AS n, count(DISTINCT host) AS hosts FROM sites") == [{"n": 1, "hosts": 1}]
    assert healthy(path)


def test_an_archive_whose_writer_was_killed_opens_clean_and_the_next_run_goes_on(tmp_path: Path) -> None:
    chance = random.Random(8)
    path = tmp_path / "a.db"
    for _ in range(6):
        process = writer(path, "anna", 12)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * 0.12)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)
        if path.exists():
            assert healthy(path)
            half = "SELECT a.url, count(c.id) AS n FROM articles a JOIN comments c ON c.article_id = a.id GROUP BY a.id"
            assert {row["n"] for row in rows(path, half) if "/anna/" in row["url"]} <= {20}
    process = writer(path, "anna", 12)
    _, errors = process.communicate(timeout=100)
    assert process.returncode == 0, errors.decode()
    undisturbed = tmp_path / "b.db"
    other = writer(undisturbed, "anna", 12)
    other.communicate(timeout=100)
    said = "SELECT url, position, author, text, gone_since FROM conversations ORDER BY url, position"
    assert rows(path, said) == rows(undisturbed, said)
    assert healthy(path)


def test_a_visit_that_fails_halfway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(comment("One", id="1")))
        before = contents(archive.path, without=set())
        monkeypatch.setattr("archive.comments.add_ids", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            archive.save(thread(comment("One", id="1"), comment("Two", id="2")))
        monkeypatch.undo()
        assert contents(archive.path, without=set()) == before
        assert archive.save(thread(comment("One", id="1"), comment("Two", id="2"))).new == 1


def test_a_locked_archive_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.connect.BUSY_SECONDS", 0.05)
    with Archive.open(tmp_path / "a.db") as archive, closing(sqlite3.connect(tmp_path / "a.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveLocked, match="another program"):
            archive.save(thread())
        other.execute("ROLLBACK")
        assert archive.save(thread()).outcome == "new"


def test_a_read_only_archive_can_be_read_and_says_why_it_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "a.db"
    path.parent.mkdir()
    with Archive.open(path) as archive:
        archive.save(thread(comment("One")))
    path.chmod(stat.S_IRUSR)
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        if os.access(path, os.W_OK):
            pytest.skip("whoever runs this may write anything")
        from archive.connect import reading
        from archive.read import listing

        with reading(path) as conn:
            assert [entry.comments for entry in listing(conn)] == [1]
        with pytest.raises(ArchiveReadOnly), Archive.open(path) as archive:
            archive.save(thread(comment("Two")))
    finally:
        path.parent.chmod(stat.S_IRWXU)


def test_a_damaged_archive_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive.open(path) as archive:
        for number in range(50):
            archive.save(thread(comment("One " * 200), url=f"https://tea.example/{number}"))
    data = bytearray(path.read_bytes())
    for place in range(4096, len(data) - 4096, 512):
        data[place : place + 256] = b"\xaa" * 256
    path.write_bytes(data)
    with pytest.raises((ArchiveCorrupt, NotAnArchive)) as damage, Archive.open(path) as archive:
        list(archive.threads())
    assert "\n" not in str(damage.value)


def test_a_full_disk_is_one_clear_line_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive.open(path) as archive:
        archive.save(thread(comment("One", id="1")))
        pages = archive._db.conn.execute("PRAGMA page_count").fetchone()[0]
        archive._db.conn.execute(f"PRAGMA max_page_count = {pages}")  # SQLITE_FULL, as a full disk gives it
        with pytest.raises(ArchiveError, match="full"):
            archive.save(thread(*(comment("words " * 500, id=str(number)) for number in range(200))))
        assert len(archive.thread("https://tea.example/2026/kettles").comments) == 1
    assert healthy(path)
