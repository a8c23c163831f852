"""`afterword duplicates`: republished articles."""

from __future__ import annotations

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, VerboseOption


def duplicates(
    as_json: JsonOption = False, archive: ArchiveOption = DEFAULT_ARCHIVE, verbose: VerboseOption = False
) -> None:
    """List republished articles in groups, with what differs between the copies."""
    from archive.cli.views import maintenance
    from archive.copies.groups import groups
    from archive.db.connection import reading

    with console.reported(verbose=verbose), reading(archive) as conn:
        if as_json:
            console.emit(maintenance.groups_as_json(groups(conn)))
        else:
            console.emit_rendered(maintenance.groups(groups(conn), console.width()))
