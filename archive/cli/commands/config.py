"""`afterword config`: the settings in force."""

from archive.cli import console, options
from archive.cli.options import option


def config(
    *,
    init: bool = option("--init", "Ask how to reach you, and write a settings file that explains each setting."),
    as_json: bool = options.JSON,
) -> None:
    """Print the settings that are in force, and where they come from.

    $ afterword config
    $ afterword config --init
    """
    from archive.cli import settings
    from archive.export import tables

    if init:
        made = settings.new_file()
        contact = console.ask("How can site owners reach you (mailto: or https: address; empty for not at all)?")
        settings.initialise(made, contact)
        console.emit([f"written: {made}"])
        return
    found = list(settings.in_force(settings.load()))
    path = settings.file()
    if as_json:
        values = {name: {"value": value, "from": origin} for name, value, origin in found}
        console.emit_json([{"file": None if path is None else str(path), "settings": values}], indent=2)
        return
    there = "" if path is None or path.exists() else " (not there; `afterword config --init` makes it)"
    console.emit([f"file: {'none' if path is None else path}{there}", ""])
    console.emit(tables.lines(("setting", "value", "from"), found, "table", width=console.table_width()))
