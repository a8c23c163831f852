from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from archive import Archive
from archive.errors import ArchiveCorrupt, ArchiveError, ArchiveLocked, NotAnArchive
from tests.support.threads import comment, contents, healthy, rows, thread

WRITER = """
import sys
from archive import Archive
from tests.support.threads import comment, thread

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


def alone(*words: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments."""
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, timeout=300, check=False)


def test_two_programs_write_one_new_archive_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    both = [writer(path, name, 6) for name in ("anna", "bo")]
    for process in both:
        _, errors = process.communicate(timeout=100)
        assert process.returncode == 0, errors.decode()
    assert rows(path, "SELECT count(*) AS n FROM articles") == [{"n": 13}]
    assert rows(path, "SELECT count(*) AS n FROM comments") == [{"n": 2 * 6 * 21}]
    assert rows(path, "SELECT count(*) AS n, count(DISTINCT host) AS hosts FROM sites") == [{"n": 1, "hosts": 1}]
    assert healthy(path)


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [8, pytest.param(100, marks=pytest.mark.slow)])
def test_a_run_killed_at_any_moment_leaves_a_whole_archive_and_the_next_one_does_the_rest(
    tmp_path: Path, rounds: int
) -> None:
    seed = random.randrange(10**6)
    killed = alone("-m", "tests.support.killing", str(tmp_path), str(rounds), str(seed))
    assert killed.returncode == 0, f"seed {seed}: {killed.stderr}"
    assert int(killed.stdout) > rounds / 4, f"seed {seed}: nearly all runs had ended before they were killed"


def test_a_visit_that_fails_halfway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(comment("One", id="1")))
        before = contents(archive.path, without=set())
        monkeypatch.setattr("archive.threads.comments.add_ids", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            archive.save(thread(comment("One", id="1"), comment("Two", id="2")))
        monkeypatch.undo()
        assert contents(archive.path, without=set()) == before
        assert archive.save(thread(comment("One", id="1"), comment("Two", id="2"))).new == 1


def test_a_locked_archive_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.db.connection.BUSY_SECONDS", 0.05)
    with Archive.open(tmp_path / "a.db") as archive, closing(sqlite3.connect(tmp_path / "a.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveLocked, match="another program"):
            archive.save(thread())
        other.execute("ROLLBACK")
        assert archive.save(thread()).outcome == "new"


READ_ONLY = """
import os, stat, sys
from pathlib import Path
from archive import Archive
from archive.errors import ArchiveReadOnly
from archive.query.read import listing
from tests.support.threads import comment, contents, thread

path = Path(sys.argv[1])
with Archive.open(path) as archive:
    archive.save(thread(comment("One")))
before = contents(path, without=set())
path.chmod(0o444)
path.parent.chmod(0o555)
if os.geteuid() == 0:
    os.seteuid(65534)  # root may write anything
with Archive.open(path, read_only=True) as reader:
    conn = reader.conn
    assert [entry.comments for entry in listing(conn)] == [1]
try:
    with Archive.open(path) as archive:
        archive.save(thread(comment("Two")))
except ArchiveReadOnly as error:
    print(error)
if os.getuid() == 0:
    os.seteuid(0)
path.parent.chmod(0o755)
assert contents(path, without=set()) == before
"""


def test_a_read_only_archive_can_be_read_and_says_why_it_cannot_be_written() -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own is closed to others
        Path(folder).chmod(0o755)
        (Path(folder) / "shut").mkdir()
        told = alone("-c", READ_ONLY, f"{folder}/shut/a.db")
    assert told.returncode == 0, told.stderr
    assert "cannot be" in told.stdout
    assert len(told.stdout.splitlines()) == 1


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
        pages = archive.db.conn.execute("PRAGMA page_count").fetchone()[0]
        archive.db.conn.execute(f"PRAGMA max_page_count = {pages}")  # SQLITE_FULL, as a full disk gives it
        with pytest.raises(ArchiveError, match="full"):
            archive.save(thread(*(comment("words " * 500, id=str(number)) for number in range(200))))
        assert len(archive.thread("https://tea.example/2026/kettles").comments) == 1
    assert healthy(path)


LIMITED = """
import resource, signal, sys
from archive.cli import main

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write then fails, as on a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
main()
"""

PAGE = """<html><title>Kettles</title><article><h1>Kettles</h1><p>The first one whistled.</p></article>
<ol class="commentlist">{}</ol>"""


@pytest.mark.slow
def test_a_disk_that_fills_up_is_one_clear_line_and_loses_nothing(tmp_path: Path) -> None:
    path, page = tmp_path / "a.db", tmp_path / "page.html"
    with Archive.open(path) as archive:
        archive.save(thread(comment("One", id="1")))
    before = contents(path)
    said = (
        f'<li class="comment" id="comment-{number}"><cite class="fn">Reader {number}</cite><p>Word {number}</p></li>'
        for number in range(1500)
    )
    page.write_text(PAGE.format("".join(said)))
    words = ("scrape", str(page), "--url", "https://tea.example/kettles", "--archive", str(path))
    full = alone("-c", LIMITED, str(path.stat().st_size + 60_000), *words)
    assert full.returncode == 1
    assert len([line for line in full.stderr.splitlines() if line.startswith("Error: ")]) == 1
    assert "Traceback" not in full.stderr
    assert healthy(path)
    assert contents(path) == before
    assert alone("-c", LIMITED, str(10**9), *words).returncode == 0
    assert rows(path, "SELECT count(*) AS n FROM comments") == [{"n": 1501}]
