"""Kill a run at random moments: a program of its own, since only a process without threads may fork.

    python -m tests.support.killing FOLDER ROUNDS SEED

Each round lets a run fill a new archive, kills it, checks the archive, lets the next run do the rest, and compares
what the archive then holds with what an undisturbed one holds.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from archive import Archive, Visit
from scraper.thread import Comment
from tests.support.archives import check
from tests.support.threads import comment, rows, thread

STEPS = 25
"""Opening the archive, and 24 visits."""

TOLD = """
    SELECT c.url, c.title, c.position, c.depth, c.author, c.text, c.parent_author, c.version_count, c.first_seen_at,
        c.gone_since, a.comment_count, a.gone_count
    FROM conversations c JOIN articles a ON a.uid = c.thread_uid ORDER BY c.url, c.position
"""


def work(path: Path, step: Callable[[], object] = lambda: None) -> None:
    """A run: eight threads, each visited three times, with edits, deletions and answers; `step` is called in STEPS."""
    step()
    with Archive.open(path) as archive:
        run = archive.start_run("scrape", ["https://tea.example/feed"])
        for day in (1, 2, 3):
            for post in range(8):
                url = f"https://tea.example/post/{post}"
                said = [_said(post, number, day) for number in range(12) if (number + post) % 5 != day]
                visit = Visit(url, fetched_at=f"2026-02-0{day}T08:00:00Z")
                step()
                page = f"{url} on day {day}".encode() * 100
                archive.save(thread(*said, url=url), visit=visit, snapshot=page, run_id=run)
        archive.finish_run(run, outcome="done", report={})


def _said(post: int, number: int, day: int) -> Comment:
    edit = " Edited." if number == post and day > 1 else ""
    return comment(f"Comment {number} of post {post}.{edit}", f"Reader {number}", id=f"{post}-{number}")


def killed_after(path: Path, steps: int, seconds: float) -> bool:
    """Whether a run was still at work when it was killed, so long after it had begun so many steps.

    Steps and not seconds alone, since a busy machine may take its time for the whole and be quick for one.
    """
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(path, lambda: os.write(tell, b"."))
        finally:
            os._exit(0)
    os.close(tell)
    for _ in range(steps):
        os.read(told, 1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(told)
    return os.WIFSIGNALED(status)


def problems(path: Path) -> list[str]:
    """What `check` finds wrong."""
    return [str(finding) for finding in check(path)]


def main() -> None:
    """Print how many of the runs were killed at work; an AssertionError where an archive suffered."""
    folder, rounds, chance = Path(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]))
    undisturbed = folder / "undisturbed.db"
    begun = time.monotonic()
    work(undisturbed)
    one_step = (time.monotonic() - begun) / STEPS
    expected = rows(undisturbed, TOLD)
    killed = 0
    for number in range(rounds):
        path = folder / f"{number}.db"
        killed += killed_after(path, chance.randint(1, STEPS), chance.random() * one_step)
        if path.exists() and path.stat().st_size:
            assert not problems(path), f"round {number}: {problems(path)}"
        work(path)
        assert rows(path, TOLD) == expected, f"round {number}: not what an undisturbed run gives"
        assert not problems(path), f"round {number}, finished: {problems(path)}"
        for file in folder.glob(f"{number}.db*"):
            file.unlink()
    sys.stdout.write(f"{killed}\n")


if __name__ == "__main__":
    main()
