"""What every table, view and column of an archive means (descriptions.toml)."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def described() -> dict[str, Any]:
    """The descriptions: of columns that mean the same everywhere (`common`), and of each of the `tables`."""
    return tomllib.loads(files("archive.db").joinpath("descriptions.toml").read_text("utf-8"))


def describe(name: str, column: str = "") -> str | None:
    """The description of a table or view, or of one of its columns; None when there is none."""
    own: dict[str, str] | None = described()["tables"].get(name)
    if own is None:
        return None
    return own.get(column, described()["common"].get(column)) if column else own[""]
