"""How fast an archive is, each figure beside what SQLite alone takes in the same run.

By hand: python -m tests.benchmarks.archive [--comments 100000]
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive import Archive, Visit
from archive.db.connection import open_for_writing
from archive.query import read
from archive.query.search import search
from scraper.thread import Article, Author, Comment, Thread
from tests.support.archives import reading

LARGE = 20_000
USUAL = 50
RARE = "quokka"
"""A word that stands in one comment of a hundred."""

WORDS = [
    f"{begin}{middle}{end}" for begin in "bdfgklmnprst" for middle in "aeiou" for end in ("l", "nd", "rk", "st", "")
]
TABLES = (
    "sites",
    "articles",
    "urls",
    "authors",
    "comments",
    "comment_ids",
    "observations",
    "fetches",
    "polls",
    "fingerprints",
)


def prose(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def thread(number: int, size: int) -> Thread:
    """An invented thread: replies to one of the last comments, dates, ids."""
    chance = random.Random(number)
    comments: list[Comment] = []
    above: list[int] = []
    for place in range(size):
        del above[chance.randint(0, min(len(above), 6)) :]
        words = prose(chance, chance.randint(5, 60)) + (f" {RARE}" if chance.random() < 0.01 else "")
        comments.append(
            Comment(
                words,
                f"<p>{words}</p>",
                str(number * 100_000 + place),
                parent=above[-1] if above else None,
                depth=len(above),
                author=Author(f"{chance.choice(WORDS).title()} {chance.choice(WORDS).title()}"),
                published=f"2020-{place % 12 + 1:02}-{place % 28 + 1:02}T10:00:00+00:00",
            )
        )
        above.append(place)
    return Thread(
        f"https://tea.example/{number}",
        Article(f"Article {number} on {prose(chance, 4)}", "Anna", text=prose(chance, 400), html=""),
        tuple(comments),
        id_system="wordpress",
        id_scope="tea.example",
        complete=True,
    )


def threads(count: int) -> Iterator[Thread]:
    """One large thread, one of a hundred comments, and usual ones until there are so many comments."""
    large = min(LARGE, count // 5)
    yield thread(0, large)
    yield thread(1, 100)
    for number in range(2, (count - large - 100) // USUAL + 2):
        yield thread(number, USUAL)


def save_all(path: Path, count: int, at: str) -> float:
    """Seconds that saving took; making the threads does not count."""
    spent = 0.0
    with Archive.open(path) as archive:
        for each in threads(count):
            visit = Visit(each.url, status=200, fetched_at=at)
            begun = time.perf_counter()
            archive.save(each, visit=visit)
            spent += time.perf_counter() - begun
    return spent


def insert_bare(source: Path, path: Path) -> float:
    """Seconds for the same rows into the same tables, an article a transaction, with executemany alone."""
    open_for_writing(path, create=True).close()
    spent = 0.0
    with closing(sqlite3.connect(source)) as rows, closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA synchronous = NORMAL")
        for (article,) in rows.execute("SELECT id FROM articles ORDER BY id").fetchall():
            batches = [_rows(rows, table, article) for table in TABLES]
            begun = time.perf_counter()
            conn.execute("BEGIN IMMEDIATE")
            for table, batch in zip(TABLES, batches, strict=True):
                if batch:
                    conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(batch[0]))})", batch)
            conn.execute("COMMIT")
            spent += time.perf_counter() - begun
    return spent


def _rows(conn: sqlite3.Connection, table: str, article: int) -> list[Any]:
    if table == "sites":
        return conn.execute("SELECT * FROM sites").fetchall() if article == 1 else []
    where = {
        "articles": "id = ?",
        "comment_ids": "comment_id IN (SELECT id FROM comments WHERE article_id = ?)",
        "polls": "observation_id IN (SELECT id FROM observations WHERE article_id = ?)",
    }.get(table, "article_id = ?")
    order = "position" if table == "comments" else "id"
    return conn.execute(f"SELECT * FROM {table} WHERE {where} ORDER BY {order}", [article]).fetchall()


def best(step: Callable[[], Any], times: int = 20) -> float:
    """Seconds of the quickest of several goes."""
    spent: list[float] = []
    for _ in range(times):
        begun = time.perf_counter()
        step()
        spent.append(time.perf_counter() - begun)
    return min(spent)


def one_more(path: Path, count: int) -> float:
    """Seconds to save the large thread with one new comment."""
    large = next(threads(count))
    more = replace(large, comments=(*large.comments, Comment("One more.", id="new")))
    with Archive.open(path) as archive:
        begun = time.perf_counter()
        saved = archive.save(more, observed_at="2026-03-01")
        spent = time.perf_counter() - begun
    assert saved.new == 1
    return spent


def _total(path: Path) -> int:
    with closing(sqlite3.connect(path)) as conn:
        return int(conn.execute("SELECT count(*) FROM comments").fetchone()[0])


def measure(count: int, folder: Path) -> Iterator[tuple[str, float, str, str]]:
    """Each figure: what, seconds, in words, and what is wanted."""
    path = folder / "archive.db"
    first = save_all(path, count, "2026-01-01T00:00:00Z")
    total = _total(path)
    bare = insert_bare(path, folder / "bare.db")
    speed = f"{total / first:,.0f} comments a second, bare {total / bare:,.0f}: {bare / first:.0%}"
    yield "first saves", first, speed, ">= 40%"
    again = save_all(path, count, "2026-02-01T00:00:00Z")
    yield "unchanged again", again, f"{first / again:.1f} times as fast as first saves", ">= 5"
    yield "one new comment in the large thread", one_more(path, count), f"of {min(LARGE, count // 5):,}", "<= 1 s"
    with reading(path) as conn:
        key = conn.execute("SELECT id FROM articles WHERE url = 'https://tea.example/1'").fetchone()[0]
        select = "SELECT * FROM comments WHERE article_id = ? ORDER BY position"
        alone = best(lambda: conn.execute(select, [key]).fetchall())
        whole = best(lambda: read.read(conn, key))
        yield "a thread of 100 read", whole, f"{whole / alone:.1f} times the bare SELECT", "<= 3"
        found = best(lambda: search(conn, RARE), 5)
        yield "a word in 1% searched", found, f"{found * 1000:.0f} ms", "< 100 ms"
    yield "size", 0.0, f"{path.stat().st_size / total:,.0f} bytes a comment", ""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    yield "peak memory", 0.0, f"{peak:,.0f} MiB", ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=100_000)
    count = parser.parse_args().comments
    print(f"{count:,} comments, SQLite {sqlite3.sqlite_version}, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as folder:
        for what, seconds, words, wanted in measure(count, Path(folder)):
            print(f"{what:<38}{seconds:>10.3f} s  {words}{f'  (wanted: {wanted})' if wanted else ''}", flush=True)


if __name__ == "__main__":
    main()
