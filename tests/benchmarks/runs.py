"""How many pages a scheduled run visits in a second, against blogs on loopback.

    python -m tests.benchmarks.runs [--hosts 10] [--posts 50]

The first run finds everything new; the second one finds every page due and unchanged.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from archive.run.scheduled import RunWish, scheduled
from archive.sources import sources
from archive.sources.sources import Source
from archive.store import Archive
from scraper.fetch import Policy
from scraper.workers import Workers
from tests.blog import Blog
from tests.support.living import contents, post
from tests.support.report import Told

POLICY = Policy(delay=0, retries=0, allow_private=True)


def main() -> None:
    """Print both speeds, and whether the second run changed anything but the record of visits."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--hosts", type=int, default=10)
    ask.add_argument("--posts", type=int, default=50)
    given: Any = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        path = Path(folder, "runs.db")
        posts = [post(f"post-{number}", number) for number in range(given.posts)]
        blogs = [stack.enter_context(Blog(posts)) for _ in range(given.hosts)]
        workers = stack.enter_context(Workers(2))
        with Archive.open(path) as archive, archive.transaction() as db:
            for blog in blogs:
                sources.add(db, Source(f"{blog.url}/feed/", "feed"), "2026-01-01T00:00:00Z")
        before = None
        for name in ("new", "unchanged"):
            begun = time.monotonic()
            with Archive.open(path) as archive:
                report = scheduled(archive, POLICY, RunWish(), Told(), workers=workers)
            seconds = time.monotonic() - begun
            visited = sum(report.pages.values())
            print(f"{name:<10} {visited:>6} pages  {visited / seconds:>7.1f} a second")
            print(f"{'':<10} {report.requests}")
            if before is not None:
                print("nothing changed" if contents(path) == before else "SOMETHING CHANGED")
            before = contents(path)
            with Archive.open(path) as archive, archive.transaction() as db:
                db.conn.execute("UPDATE polls SET due_at = '2026-01-01T00:00:00Z' WHERE source_id IS NOT NULL")


if __name__ == "__main__":
    main()
