"""The views of an archive: the questions that most people ask, as SQL. They can be remade at any time."""

from __future__ import annotations

from importlib.resources import files

VIEWS: dict[str, str] = {
    file.name.removesuffix(".sql"): file.read_text("utf-8").strip()
    for file in sorted(files("archive.db").joinpath("sql", "views").iterdir(), key=lambda file: file.name)
}
"""The statement behind each view, by name. `unixepoch` needs SQLite 3.38."""
