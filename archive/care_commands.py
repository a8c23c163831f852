"""The commands that look after an archive: parse arguments, call, print. No logic."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive import console
from archive.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, RulesOption, VerboseOption


def duplicates(
    as_json: JsonOption = False, archive: ArchiveOption = DEFAULT_ARCHIVE, verbose: VerboseOption = False
) -> None:
    """List republished articles in groups, with what differs between the copies."""
    from archive import care_output
    from archive.connect import reading
    from archive.duplicates import groups

    with console.reported(verbose=verbose), reading(archive) as conn:
        if as_json:
            console.emit(care_output.groups_as_json(groups(conn)))
        else:
            console.emit_rendered(care_output.groups(groups(conn), console.width()))


def check(
    repair: Annotated[bool, typer.Option("--repair", help="Make again what is derived from the rest.")] = False,
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Look whether every part of the archive is whole."""
    from archive import care_output
    from archive.check import check as findings

    with console.reported(verbose=verbose):
        found = list(findings(archive, repair=repair))
        console.emit(care_output.findings_as_json(found) if as_json else care_output.findings(found))
    if not all(finding.repaired for finding in found):
        raise typer.Exit(1)


def backup(
    destination: Annotated[Path, typer.Argument(metavar="DEST", help="The new file; there must be none yet.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Copy the archive, as it is at one moment, while others write; the copy is looked at before it takes its name."""
    from archive import backup as copying
    from archive import care_output
    from archive.connect import reading

    with console.reported(verbose=verbose), reading(archive) as conn:
        written = copying.backup(conn, destination)
        console.emit([f"{written}: {care_output.size(written.stat().st_size)}, whole"])


def compact(
    keep_days: Annotated[int, typer.Option("--keep-days", min=0, help="Days whose visits all stay.")] = 90,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Make the file smaller: fold old visits that showed nothing new, write indexes and file afresh."""
    from archive import care_output
    from archive.compact import compact as shrink

    with console.reported(verbose=verbose):
        console.emit([care_output.compacted(shrink(archive, keep_days=keep_days))])


def forget(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[URL|UID]...", help="Articles, by address or uid; comments, by uid.")
    ] = None,
    author: Annotated[
        list[str] | None, typer.Option("--author", metavar="NAME|UID", help="Everything written under this name.")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="A word on why; it is kept.")] = None,
    also_mentions: Annotated[
        bool, typer.Option("--also-mentions", help="Other kept pages that mention the author's name, too.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would go.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Remove articles, comments or an author's comments for good; no later scrape or merge brings them back."""
    from archive import care_output, forgetting

    if not names and not author:
        raise typer.BadParameter("name at least one article, comment or author")
    with console.reported(verbose=verbose):
        if dry_run:
            planned = forgetting.dry_run(archive, names or (), author or (), also_mentions=also_mentions)
            console.emit(care_output.would_forget(planned))
            return
        with forgetting.Forgetting(archive, names or (), author or (), also_mentions=also_mentions) as work:
            if not yes:
                typer.confirm(care_output.to_forget(work.plan), abort=True, err=True)
            done = work.do(reason)
            console.emit(care_output.forgotten(done, work.plan))


def reparse(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[URL|UID]...", help="Which threads; all without.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="VERSION", help="Only what was last read by this version or a later."),
    ] = None,
    rules: RulesOption = None,
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Read what was kept again with today's parser, offline, as if it had always been used."""
    from archive import reparsing, teaching

    with console.reported(verbose=verbose):
        code = reparsing.run(archive, names or (), since=since, as_json=as_json, rules=teaching.rules(rules))
    if code:
        raise typer.Exit(code)


def merge(
    other: Annotated[Path, typer.Argument(metavar="OTHER.db", help="The archive to add; it is only read.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Add what another archive holds, with its history; what is in both is there once."""
    from archive import care_output
    from archive.merge import merge as add

    with console.reported(verbose=verbose):
        console.emit([care_output.merged(add(archive, other))])


def add_to(app: typer.Typer) -> None:
    """Make these commands part of the application."""
    for command in (duplicates, reparse, check, backup, merge, compact, forget):
        app.command()(command)
