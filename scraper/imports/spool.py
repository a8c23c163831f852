"""The records of a dump in a temporary SQLite file, so that memory holds one thread at a time.

Disqus lists all pages before all comments, Commento names the people after what they said, and comments of one page
stand far apart.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from scraper.imports.assemble import DumpThread, address, assemble_thread
from scraper.imports.records import DumpComment, Format, Page, Person, Private, Record, Tally
from scraper.incomplete import Code, Incomplete
from scraper.text import encodable
from scraper.thread import Author

PATH_ONLY = "known by path only"
UNKNOWN_PAGE = "of a page that the dump does not tell"
_SCHEMA = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -32000;
    CREATE TABLE pages (key TEXT PRIMARY KEY, facts TEXT NOT NULL, titled INTEGER NOT NULL, url TEXT, site TEXT,
        thread TEXT)
        STRICT, WITHOUT ROWID;
    CREATE TABLE people (key TEXT PRIMARY KEY, facts TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE comments (n INTEGER PRIMARY KEY, page TEXT NOT NULL, facts TEXT NOT NULL) STRICT;
"""
_ADD_PAGE = """
    INSERT INTO pages (key, facts, titled, url, site) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET url = coalesce(url, excluded.url), titled = max(titled, excluded.titled),
        facts = iif(excluded.titled > titled, excluded.facts, facts)
"""
_ADD_COMMENT = "INSERT INTO comments (page, facts) VALUES (?, ?)"
_COUNTS = "SELECT p.key, p.facts, p.url, (SELECT count(*) FROM comments c WHERE c.page = p.key) FROM pages p"
_SITES = "SELECT count(DISTINCT p.site) FROM pages p WHERE EXISTS (SELECT 1 FROM comments c WHERE c.page = p.key)"
_LOST = "SELECT count(*) FROM comments WHERE page NOT IN (SELECT key FROM pages)"
_THREADS = """
    SELECT p.thread FROM pages p CROSS JOIN comments c ON c.page = p.key
    WHERE p.thread IS NOT NULL GROUP BY p.thread ORDER BY min(c.n)
"""
_PAGES_OF = "SELECT facts, url FROM pages WHERE thread = ? ORDER BY key"
_COMMENTS_OF = """
    SELECT c.facts FROM pages p CROSS JOIN comments c ON c.page = p.key WHERE p.thread = ? ORDER BY c.n
"""


class Spool:
    """The records of one dump. To be closed."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)  # SQLite's own temporary file, gone with the connection
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Throw everything away."""
        self._db.close()

    def take(self, records: Iterable[Record]) -> None:
        """Store the records. When reading them raises, those before are stored."""
        self._db.execute("BEGIN")
        try:
            for record in records:
                self._store(record)
        finally:
            self._db.execute("COMMIT")

    def threads(
        self, form: Format, base: str | None, same: Callable[[str, str | None], str], tally: Tally
    ) -> Iterator[DumpThread]:
        """A thread for each page that has comments, in the order in which the dump first speaks of them.

        `same` gives one word for all addresses (each with its title) that are one page: dumps hold several threads
        for one page. `base` is the address of the site where the dump gives paths; it is of no use where these are of
        several sites. Pages without an address, and what was said on them, are counted as skipped.
        """
        self._db.execute("CREATE INDEX by_page ON comments(page)")
        tally.sites = int(self._db.execute(_SITES).fetchone()[0])
        base = None if tally.sites > 1 else base  # which of them would it be?
        self._find_same(base, same, tally)
        threads = self._db.execute(_THREADS).fetchall()
        tally.threads = len(threads)
        for (thread,) in threads:
            pages = [_page(facts, url) for facts, url in self._db.execute(_PAGES_OF, [thread])]
            records = [self._named(_comment(facts)) for (facts,) in self._db.execute(_COMMENTS_OF, [thread])]
            yield assemble_thread(pages, records, form, base, tally)

    def _store(self, record: Record) -> None:
        facts = json.dumps(record, default=_facts)
        if isinstance(record, DumpComment):
            self._db.execute(_ADD_COMMENT, [encodable(record.page), facts])
        elif isinstance(record, Person):
            self._db.execute("INSERT OR IGNORE INTO people VALUES (?, ?)", [encodable(record.key), facts])
        else:
            url = encodable(record.url)
            site = encodable(record.site) if record.site is not None and url.startswith("/") else None
            self._db.execute(_ADD_PAGE, [encodable(record.key), facts, bool(record.title), url or None, site])

    def _find_same(self, base: str | None, same: Callable[[str, str | None], str], tally: Tally) -> None:
        lost = int(self._db.execute(_LOST).fetchone()[0])
        found: list[tuple[str, str]] = []
        for key, facts, own, count in self._db.execute(_COUNTS):
            page = _page(facts, own)
            url = address(page.url, base)
            if not count:
                tally.pages_skipped["without comments"] += 1
            elif url is None:
                tally.pages_skipped[PATH_ONLY if page.url.startswith("/") else "without an address"] += 1
                lost += count
            else:
                found.append((encodable(same(url, page.title)), key))
        self._db.execute("BEGIN")
        self._db.executemany("UPDATE pages SET thread = ? WHERE key = ?", found)
        self._db.execute("CREATE INDEX by_thread ON pages(thread)")
        self._db.execute("COMMIT")
        if lost:
            tally.skipped[UNKNOWN_PAGE] += lost

    def _named(self, record: DumpComment) -> DumpComment:
        """The comment with its author, where the dump lists people apart."""
        if record.person is None:
            return record
        row = self._db.execute("SELECT facts FROM people WHERE key = ?", [encodable(record.person)]).fetchone()
        if row is None:
            return record
        facts = json.loads(row[0])
        return replace(record, author=Author(**facts["author"]), private=Private(facts["email"], record.private.ip))


def _facts(record: Any) -> dict[str, Any]:
    """The fields of a record by name; asdict takes ten times as long."""
    return {name: getattr(record, name) for name in record.__slots__}


def _page(facts: str, url: str | None) -> Page:
    """A page, with the address that any of its records states."""
    values: dict[str, Any] = json.loads(facts)
    why = values["incomplete"] and Incomplete(Code(values["incomplete"]["code"]), values["incomplete"]["detail"])
    return Page(**{**values, "tags": tuple(values["tags"]), "url": values["url"] or url or "", "incomplete": why})


def _comment(facts: str) -> DumpComment:
    values: dict[str, Any] = json.loads(facts)
    return DumpComment(**{**values, "author": Author(**values["author"]), "private": Private(**values["private"])})
