"""`afterword duplicates`: republished articles."""

from __future__ import annotations

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, VerboseOption


def duplicates(
    as_json: JsonOption = False, archive: ArchiveOption = DEFAULT_ARCHIVE, verbose: VerboseOption = False
) -> None:
    """List republished articles in groups, with what differs between the copies."""
    from archive.cli.views import maintenance
    from archive.store import Archive

    with console.reported(verbose=verbose), Archive.open(archive, read_only=True) as opened:
        found = opened.duplicates()
        if as_json:
            console.emit(maintenance.groups_as_json(found))
        else:
            console.emit_rendered(maintenance.groups(found, console.width()))
