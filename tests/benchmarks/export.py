"""How fast and in how much memory an archive is exported and asked, beside reading the same rows and dumping each.

By hand: python -m tests.benchmarks.export ARCHIVE.db [--make COMMENTS]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from archive import Archive, Visit
from archive.export import json_documents, json_rows
from archive.query.named import all_queries, resolve
from archive.threads.columns import SHOWN
from scraper.thread import Comment, Thread
from tests.benchmarks.archive import threads
from tests.support.archives import query, reading

SITES = 40
YEARS = 15
VISITED_AGAIN = 10
"""Of so many threads one is visited again, when a comment of ten is edited and one of twenty gone."""


def make(path: Path, count: int) -> None:
    """An archive as research has them: many sites, many years, comments edited and gone since."""
    with Archive.open(path) as archive:
        for number, thread in enumerate(threads(count)):
            first = _placed(thread, number)
            archive.save(first, visit=Visit(first.url, status=200, fetched_at="2026-01-01T00:00:00Z"))
            if number % VISITED_AGAIN == 2:
                later = replace(first, comments=tuple(_later(first)))
                archive.save(later, visit=Visit(later.url, status=200, fetched_at="2026-02-01T00:00:00Z"))


def _placed(thread: Thread, number: int) -> Thread:
    """The thread on one of the sites, in one of the years, answers hours apart."""
    host, year = f"tea{number % SITES}.example", 2006 + number % YEARS
    comments = [
        replace(each, published=f"{year}-{number % 12 + 1:02}-{place % 28 + 1:02}T{place % 24:02}:10:00+00:00")
        for place, each in enumerate(thread.comments)
    ]
    article = replace(thread.article, published=f"{year}-{number % 12 + 1:02}-01T00:00:00+00:00")
    url = thread.url.replace("tea.example", host)
    return replace(thread, url=url, article=article, comments=tuple(comments), id_scope=host)


def _later(thread: Thread) -> Iterator[Comment]:
    answered = {comment.parent for comment in thread.comments}
    places: dict[int, int] = {}
    for place, comment in enumerate(thread.comments):
        if place % 20 == 7 and place not in answered:
            continue
        parent = None if comment.parent is None else places[comment.parent]
        places[place] = len(places)
        text = f"{comment.text} indeed" if place % 10 == 3 else comment.text
        yield replace(comment, parent=parent, text=text, html=f"<p>{text}</p>")


def dumped(path: Path) -> tuple[int, float]:
    """How many comments there are, and the seconds for reading their rows and `json.dumps` of each."""
    count, begun = 0, time.process_time()
    with reading(path) as conn, Path(os.devnull).open("w", encoding="utf-8") as out:
        cursor = conn.execute(f"SELECT {', '.join(SHOWN)} FROM comments ORDER BY article_id, position")
        names = [column[0] for column in cursor.description]
        for row in cursor:
            out.write(json.dumps(dict(zip(names, row, strict=True))) + "\n")
            count += 1
    return count, time.process_time() - begun


def exported(path: Path) -> float:
    """Seconds for the NDJSON export of everything."""
    begun = time.process_time()
    with reading(path) as conn, Path(os.devnull).open("w", encoding="utf-8") as out:
        keys = [key for (key,) in conn.execute("SELECT id FROM articles ORDER BY id")]
        out.writelines(json_documents.pieces((json_rows.document(conn, key) for key in keys), "ndjson"))
    return time.process_time() - begun


def asked(path: Path) -> list[tuple[float, float, str]]:
    """Seconds for each named query, by the clock and of the processor, the slowest first."""
    with query(path, "SELECT author, uid FROM comments WHERE author IS NOT NULL LIMIT 1") as result:
        author, uid = next(result.rows)
    values = {"author": author, "comment": uid, "words": "quokka", "since": "2000"}
    found: list[tuple[float, float, str]] = []
    for each in all_queries().values():
        sql, given = resolve(each.name, {part.name: values[part.name] for part in each.parameters if part.required})
        begun, busy = time.perf_counter(), time.process_time()
        with query(path, sql, given) as result:
            for _ in result.rows:
                pass
        found.append((time.perf_counter() - begun, time.process_time() - busy, each.name))
    return sorted(found, reverse=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--make", type=int, metavar="COMMENTS", help="make the archive first, with so many comments")
    given = parser.parse_args()
    path = given.archive
    if given.make:
        make(path, given.make)
    spent = exported(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    count, bare = dumped(path)
    print(f"{count:,} comments: rows and json.dumps {bare:.2f} s")
    print(f"ndjson export {spent:.2f} s: {bare / spent:.0%} of that speed (wanted: >= 40%)")
    print(f"peak memory {peak:,.0f} MiB (wanted: < 200)")
    for seconds, busy, name in asked(path):
        print(f"{seconds:8.3f} s ({busy:.3f} s of the processor; wanted: <= 3)  {name}")


if __name__ == "__main__":
    main()
