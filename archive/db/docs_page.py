"""The schema in Markdown, made from an archive itself, for docs/schema.md.

Tables and columns come from a new archive and their texts from its `schema_docs`, so that the page cannot tell
anything else than the file does.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from archive.db.handle import Handle


def page(conn: sqlite3.Connection) -> Iterator[str]:
    """The lines below the page's head, for the archive behind a connection."""
    yield from ("## How the tables belong together", "", "```mermaid", *picture(conn), "```", "")
    for kind, heading in (("view", "Views"), ("table", "Tables"), ("full text", "Full text")):
        yield from (f"## {heading}", "")
        for name, description in conn.execute(_NAMES, [kind]).fetchall():
            yield from (f"### `{name}`", "", description, "")
            columns = conn.execute(_COLUMNS, [name]).fetchall()
            if columns:
                yield from ("| Column | Type | Meaning |", "| --- | --- | --- |")
                for column, declared, meaning in columns:
                    yield f"| `{column}` | {declared.lower()} | {meaning.replace('|', chr(92) + '|')} |"
                yield ""


def picture(conn: sqlite3.Connection) -> Iterator[str]:
    """The relations as a Mermaid diagram (mermaid.js.org, entity relationship): one row here, many there."""
    yield "erDiagram"
    for table, column, target, optional in conn.execute(_RELATIONS).fetchall():
        yield f"    {target} {'|o' if optional else '||'}--o{{ {table} : {column}"


_NAMES = """
    SELECT name, description FROM schema_docs WHERE column_name = '' AND kind = ? AND name NOT LIKE '\\_%' ESCAPE '\\'
    ORDER BY name
"""

_COLUMNS = """
    SELECT i.name, coalesce(nullif(i.type, ''), ''), d.description
    FROM pragma_table_info(?1) i JOIN schema_docs d ON d.name = ?1 AND d.column_name = i.name ORDER BY i.cid
"""

_RELATIONS = """
    SELECT t.name, k."from", k."table", NOT c."notnull"
    FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) k
    JOIN pragma_table_info(t.name) c ON c.name = k."from"
    WHERE t.type = 'table' ORDER BY t.name, k."from"
"""


def fresh() -> list[str]:
    """The lines for an archive made on the spot."""
    with tempfile.TemporaryDirectory() as folder, Handle(Path(folder) / "schema.db") as archive:
        return list(page(archive.conn))
