"""The full text of an archive, as SQLite statements: one index for words, one for scripts that write without spaces.

The index for words (`comments_fts`, `articles_fts`) takes its words from views that fold the letters which SQLite's
`remove_diacritics` leaves alone (ł, ø, ß ...). The other one (`comments_cjk_fts`, `articles_cjk_fts`) holds trigrams,
and of those texts only in which Chinese, Japanese, Thai, Lao, Khmer or Burmese letters stand. All are kept by triggers
in plain SQL, so that any program that writes to the file keeps them too.
"""

# ruff: noqa: S608 the statements are made of fixed words

from importlib.resources import files

from archive.values import FOLDED_LETTERS, UNSPACED

END_OF_TEXT = "  "
"""Behind each text of the trigram index, so that its last two letters begin a trigram too."""

TABLES: dict[str, tuple[str, ...]] = {"articles": ("title", "text"), "comments": ("author", "text")}
"""What can be searched: the columns of each table."""


def statements(table: str) -> tuple[str, ...]:
    """The statements that make the two indexes of a table, instead of the one that it first had, and fill them."""
    columns = TABLES[table]
    names = ", ".join(columns)
    folded = ", ".join(f"{_folded(column)} AS {column}" for column in columns)
    kept = f"content='{table}_folded', content_rowid='id', tokenize='unicode61 remove_diacritics 2'"
    trigrams = f"content='{table}_unspaced', content_rowid='id', tokenize='trigram', detail='none'"
    unspaced = f"SELECT id, {_joined('', columns)} AS text FROM {table} WHERE {_is_unspaced('', columns)}"
    return (
        *(f"DROP TRIGGER IF EXISTS {table}_fts_{event}" for event in ("insert", "delete", "update")),
        f"DROP TABLE IF EXISTS {table}_fts",
        f"CREATE VIEW {table}_folded AS SELECT id, {folded} FROM {table}",
        f"CREATE VIEW {table}_unspaced AS {unspaced}",
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, {kept})",
        f"CREATE VIRTUAL TABLE {table}_cjk_fts USING fts5(text, {trigrams})",
        f"CREATE VIRTUAL TABLE {table}_cjk_terms USING fts5vocab('{table}_cjk_fts', 'row')",
        *_kept(table, columns),
        f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')",
        f"INSERT INTO {table}_cjk_fts({table}_cjk_fts) VALUES ('rebuild')",
    )


def _kept(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    names = ", ".join(columns)
    take_out = (
        f"INSERT INTO {table}_fts({table}_fts, rowid, {names}) "
        f"VALUES ('delete', old.id, {_folded_values('old.', columns)}); "
        f"INSERT INTO {table}_cjk_fts({table}_cjk_fts, rowid, text) SELECT 'delete', old.id, {_joined('old.', columns)}"
        f" WHERE {_is_unspaced('old.', columns)};"
    )
    put_in = (
        f"INSERT INTO {table}_fts(rowid, {names}) VALUES (new.id, {_folded_values('new.', columns)}); "
        f"INSERT INTO {table}_cjk_fts(rowid, text) SELECT new.id, {_joined('new.', columns)}"
        f" WHERE {_is_unspaced('new.', columns)};"
    )
    # The update trigger watches the text columns only: refreshing likes or positions must not rewrite the index.
    made = files("archive.db").joinpath("full_text_triggers.sql").read_text("utf-8").strip().split("\n\n")
    return tuple(each.format(table=table, columns=names, put_in=put_in, take_out=take_out) for each in made)


def _folded_values(row: str, columns: tuple[str, ...]) -> str:
    return ", ".join(_folded(row + column) for column in columns)


def _folded(value: str) -> str:
    replaced = value
    for letter, plain in FOLDED_LETTERS.items():
        replaced = f"replace({replaced}, '{letter}', '{plain}')"
    return f"iif({_is_ascii(value)}, {value}, {replaced})"


def _joined(row: str, columns: tuple[str, ...]) -> str:
    return " || char(10) || ".join(f"coalesce({row}{column}, '')" for column in columns) + f" || '{END_OF_TEXT}'"


def _is_unspaced(row: str, columns: tuple[str, ...]) -> str:
    tests = (f"(NOT {_is_ascii(row + column)} AND {row}{column} GLOB '*[{UNSPACED}]*')" for column in columns)
    return f"({' OR '.join(tests)})"


def _is_ascii(value: str) -> str:
    """Whether all letters are single bytes: spares most English texts the longer looks. Null counts as such."""
    return f"coalesce(length({value}) = length(CAST({value} AS BLOB)), 1)"
