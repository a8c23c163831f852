"""What every table, view and column of an archive means, from `descriptions.toml`: the one source of `schema_docs`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def tables() -> dict[str, dict[str, str]]:
    """By table or view: its own sentence, under "", and those of columns that mean something particular there."""
    found: dict[str, dict[str, str]] = _read()["tables"]
    return found


def describe(name: str, column: str = "") -> str | None:
    """The description of a table or view, or of one of its columns; None when there is none."""
    own = tables().get(name)
    shared: dict[str, str] = _read()["columns"] if column else {}
    return None if own is None else own.get(column, shared.get(column))


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(files("archive.db").joinpath("descriptions.toml").read_text("utf-8"))
