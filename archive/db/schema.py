"""The tables and indexes that an archive began with (schema.sql), and the mark that tells one from other databases.

Tables and views are public: within a major version columns are added, never renamed or removed.
"""

from __future__ import annotations

from importlib.resources import files

APPLICATION_ID = 0x41665764
"""`PRAGMA application_id` of every archive: "AfWd" in ASCII. Tells an archive from any other SQLite file."""


def statements() -> list[str]:
    """The statements that make the tables and indexes."""
    text = files("archive.db").joinpath("schema.sql").read_text("utf-8")
    return [statement for statement in text.split(";\n") if statement.strip()]
