"""The SQL files of `steps/`, read as statements: what made the tables and indexes of an archive, step by step.

A step is what a schema version changed; what SQL cannot do of it, and steps that need no file, are in
`archive.db.migrations`, which applies them.

Every table is strict. `id` is the key inside one file; `uid` is the same in every copy, export and import. `*_at` is
UTC to the second, when it was seen; `published` and `modified` are as stated. What each column means stands in
`descriptions.toml`, which a test holds complete.

Tables and views are public: within a major version columns are added, never renamed or removed.
"""

from importlib.resources import files

APPLICATION_ID = 0x41665764
"""`PRAGMA application_id` of every archive: "AfWd" in ASCII. Tells an archive from any other SQLite file."""

STEPS = files("archive.db").joinpath("steps")


def steps() -> list[str]:
    """The names of the steps that have an SQL file, first to last."""
    return sorted(entry.name.removesuffix(".sql") for entry in STEPS.iterdir())


def statements(step: str) -> list[str]:
    """The statements of a step, in order; none where it has no file. (`executescript` would end the transaction.)"""
    file = STEPS.joinpath(f"{step}.sql")
    text = file.read_text("utf-8") if file.is_file() else ""
    sql = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return [each.strip() for each in sql.split(";\n") if each.strip()]
