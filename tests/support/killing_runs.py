"""Kill scheduled runs at random moments and let the next one go on: a program of its own, by hand.

    python -m tests.support.killing_runs FOLDER ROUNDS SEED

Each round watches five hosts in a new archive, kills the run (SIGKILL), looks at what it left, lets the next run do the
rest, and compares what the archive then tells with what an undisturbed run gives.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from archive.db.lock import run_lock
from archive.sources import sources
from archive.sources.sources import Source
from archive.store import Archive
from tests.blog import Blog
from tests.support.archives import check
from tests.support.living import post, rows, told

HOSTS, POSTS = 5, 6

ROOT = Path(__file__).resolve().parents[2]

COMMAND = [
    sys.executable, "-c", "from archive.cli import main; main()",
    "run", "--allow-private", "--delay", "0.02", "--quiet", "--archive",
]  # fmt: skip


def archive_of(blogs: list[Blog], path: Path) -> None:
    """An archive that watches the blogs and has visited nothing."""
    with Archive.open(path) as archive, archive.transaction() as db:
        for blog in blogs:
            sources.add(db, Source(f"{blog.url}/feed/", "feed"), "2026-01-01T00:00:00Z")


def start(path: Path) -> subprocess.Popen[bytes]:
    """A run in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return subprocess.Popen([*COMMAND, str(path)], cwd=ROOT, env={**environment, "PYTHONPATH": str(ROOT)})


def look_after(path: Path) -> None:
    """What must hold of an archive whose run was killed."""
    assert not list(check(path)), f"{path}: {[str(each) for each in check(path)]}"
    assert rows(path, "SELECT count(*) FROM fetches WHERE outcome IS NULL OR outcome = ''") == [(0,)]
    with run_lock(path):
        pass


def main() -> None:
    """Print how many runs were killed at work; an AssertionError where the next run did not make it good."""
    folder, rounds, chance = Path(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]))
    with ExitStack() as stack:
        blogs = [
            stack.enter_context(Blog([post(f"p{number}", number) for number in range(POSTS)])) for _ in range(HOSTS)
        ]
        undisturbed = folder / "undisturbed.db"
        archive_of(blogs, undisturbed)
        begun = time.monotonic()
        assert start(undisturbed).wait() == 0
        whole_run = time.monotonic() - begun
        expected = told(undisturbed)
        assert len(expected) == HOSTS * POSTS * 3
        killed = 0
        for number in range(rounds):
            path = folder / f"{number}.db"
            archive_of(blogs, path)
            process = start(path)
            time.sleep(chance.random() * whole_run)
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
            look_after(path)
            assert start(path).wait() == 0, f"round {number}: the next run failed"
            assert told(path) == expected, f"round {number}: not what an undisturbed run gives"
            look_after(path)
            outcomes = [outcome for (outcome,) in rows(path, "SELECT outcome FROM runs WHERE command = 'run'")]
            assert set(outcomes) <= {"killed", "done"}
            assert outcomes[-1] == "done"
    sys.stdout.write(f"{killed}\n")


if __name__ == "__main__":
    main()
