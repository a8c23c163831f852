"""Where in a person's SQL a mistake is: SQLite's message names a word, and Python hands on no place."""

from __future__ import annotations

import difflib
import re
import sqlite3
from collections.abc import Iterator

_NEAR = re.compile(r'near "(.+)": syntax error', re.DOTALL)

_UNKNOWN = re.compile(r"(?:no such (column|table|function)|(ambiguous column name)): (.+)", re.DOTALL)

# What is no SQL word: strings, comments. Quoted names are words; the quotes belong to them.
_TOKEN = re.compile(
    r"""'(?:[^']|'')*'|--[^\n]*|/\*.*?(?:\*/|\Z)|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|[\w$]+|\s+|.""", re.DOTALL
)

_MOST_TRIES = 1000
"""Places of one word that are tried: a query of a person has a few."""


def explain(conn: sqlite3.Connection, sql: str, message: str) -> str:
    """SQLite's message with the place of the mistake, as far as it can be told, and the nearest name that exists."""
    near, unknown = _NEAR.fullmatch(message), _UNKNOWN.fullmatch(message)
    if near:
        return message + _place(sql, _first_refused(sql, near[1]))
    if message == "incomplete input":
        return f"{message}: it ends too early{_place(sql, len(sql.rstrip()))}"
    if unknown:
        kind, name = unknown[1], unknown[3]
        return message + _place(sql, _word(sql, name)) + _nearest(conn, kind, name)
    return message


def _place(sql: str, offset: int | None) -> str:
    if offset is None:
        return ""
    line = sql.count("\n", 0, offset) + 1
    return f" (line {line}, column {offset - (sql.rfind(chr(10), 0, offset) + 1) + 1})"


def _words(sql: str, word: str) -> Iterator[re.Match[str]]:
    wanted = word.strip("\"`[]'").lower()
    for found in _TOKEN.finditer(sql):
        text = found[0]
        if text.strip() and not text.startswith(("'", "--", "/*")) and text.strip('"`[]').lower() == wanted:
            yield found


def _word(sql: str, name: str) -> int | None:
    """The first place of a name, of `table.column` that of the column."""
    return next((found.start() for found in _words(sql, name.rpartition(".")[2])), None)


def _first_refused(sql: str, word: str) -> int | None:
    """The parser stops at the first word that cannot stand there: with all before it, it does so again."""
    places = [found.span() for found in _TOKEN.finditer(sql) if found[0] == word] or [
        (found.start(), found.start() + len(word)) for found in re.finditer(re.escape(word), sql)
    ]
    empty = sqlite3.connect(":memory:")
    try:
        for start, end in places[:_MOST_TRIES]:
            try:
                empty.execute(f"EXPLAIN {sql[:end]}")
            except sqlite3.Error as error:
                if _NEAR.fullmatch(str(error)):
                    return start
        return None
    finally:
        empty.close()


def _nearest(conn: sqlite3.Connection, kind: str | None, name: str) -> str:
    column = "name" if kind == "table" else "column_name"
    if kind not in ("table", "column"):
        return ""
    known = [found for (found,) in conn.execute(f"SELECT DISTINCT {column} FROM schema_docs WHERE {column} <> ''")]  # noqa: S608
    close = difflib.get_close_matches(name.rpartition(".")[2], known, 1)
    return f"; did you mean {close[0]}?" if close else ""
