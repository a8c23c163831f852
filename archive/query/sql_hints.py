"""Where in a person's SQL a mistake is: SQLite's message names a word, and Python hands on no place."""

import difflib
import re
import sqlite3
from contextlib import closing

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
    return f" (line {line}, column {offset - sql.rfind(chr(10), 0, offset)})"


def _word(sql: str, name: str) -> int | None:
    """The first place of a name, of `table.column` that of the column."""
    wanted = name.rpartition(".")[2].strip("\"`[]'").lower()
    words = (found for found in _TOKEN.finditer(sql) if not found[0].startswith(("'", "--", "/*")))
    return next((found.start() for found in words if found[0].strip('"`[]').lower() == wanted), None)


def _first_refused(sql: str, word: str) -> int | None:
    """The parser stops at the first word that cannot stand there: with all before it, it does so again."""
    places = [found.span() for found in _TOKEN.finditer(sql) if found[0] == word] or [
        (found.start(), found.start() + len(word)) for found in re.finditer(re.escape(word), sql)
    ]
    with closing(sqlite3.connect(":memory:")) as empty:
        for start, end in places[:_MOST_TRIES]:
            try:
                empty.execute(f"EXPLAIN {sql[:end]}")
            except sqlite3.Error as error:
                if _NEAR.fullmatch(str(error)):
                    return start
    return None


def _nearest(conn: sqlite3.Connection, kind: str | None, name: str) -> str:
    column = "name" if kind == "table" else "column_name"
    if kind not in ("table", "column"):
        return ""
    known = [found for (found,) in conn.execute(f"SELECT DISTINCT {column} FROM schema_docs WHERE {column} <> ''")]  # noqa: S608
    close = difflib.get_close_matches(name.rpartition(".")[2], known, 1)
    return f"; did you mean {close[0]}?" if close else ""
