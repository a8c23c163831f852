"""What the files in this folder say of an archive: the steps that make its tables, its views, what each column means.

A step (`steps/`) is what a schema version changed; what SQL cannot do of it, and steps that need no file, are in
`archive.db.migrations`, which applies them.

Every table is strict. `id` is the key inside one file; `uid` is the same in every copy, export and import. `*_at` is
UTC to the second, when it was seen; `published` and `modified` are as stated. What each column means stands in
`descriptions.toml`, which a test holds complete.

Tables and views are public: within a major version columns are added, never renamed or removed.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

APPLICATION_ID = 0x41665764
"""`PRAGMA application_id` of every archive: "AfWd" in ASCII. Tells an archive from any other SQLite file."""

FOLDER = files("archive.db")

STEPS = FOLDER.joinpath("steps")

_VIEW = re.compile(r"^CREATE VIEW (\w+) AS\n(.*?);$", re.DOTALL | re.MULTILINE)


def steps() -> list[str]:
    """The names of the steps that have an SQL file, first to last."""
    return sorted(entry.name.removesuffix(".sql") for entry in STEPS.iterdir())


def statements(step: str) -> list[str]:
    """The statements of a step, in order; none where it has no file. (`executescript` would end the transaction.)"""
    file = STEPS.joinpath(f"{step}.sql")
    text = file.read_text("utf-8") if file.is_file() else ""
    sql = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return [each.strip() for each in sql.split(";\n") if each.strip()]


@cache
def views() -> dict[str, str]:
    """The SELECT behind each view (views.sql), by its name."""
    return dict(_VIEW.findall(FOLDER.joinpath("views.sql").read_text("utf-8")))


@cache
def described() -> dict[str, Any]:
    """The descriptions: of columns that mean the same everywhere (`common`), and of each of the `tables`."""
    return tomllib.loads(FOLDER.joinpath("descriptions.toml").read_text("utf-8"))


def describe(name: str, column: str = "") -> str | None:
    """The description of a table or view, or of one of its columns; None when there is none."""
    own: dict[str, str] | None = described()["tables"].get(name)
    if own is None:
        return None
    return own.get(column, described()["common"].get(column)) if column else own[""]
