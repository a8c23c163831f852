"""`afterword config`: the settings in force."""

from __future__ import annotations

from archive.cli import console
from archive.cli.options import JsonOption, VerboseOption


def config(as_json: JsonOption = False, verbose: VerboseOption = False) -> None:
    """Show the settings that are in force, and where they come from."""
    from archive.cli import settings
    from archive.display import json_text
    from archive.export import tables

    with console.reported(verbose=verbose):
        found = settings.in_force(settings.load())
        path = settings.file()
        rows = [(each.name, each.value, each.origin) for each in found]
        if as_json:
            values = {each.name: {"value": each.value, "from": each.origin} for each in found}
            console.emit([json_text({"file": None if path is None else str(path), "settings": values}, indent=2)])
            return
        there = "" if path is None or path.exists() else " (not there)"
        console.emit([f"file: {'none' if path is None else path}{there}", ""])
        console.emit(tables.lines(("setting", "value", "from"), rows, "table", width=console.table_width()))
