"""`afterword forget`: remove at a person's request."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, VerboseOption


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
    from archive.cli.views import maintenance
    from archive.store import Archive

    if not names and not author:
        raise typer.BadParameter("name at least one article, comment or author")
    with console.reported(verbose=verbose), Archive.open(archive, read_only=dry_run, create=False) as opened:
        plan = opened.plan_forgetting(names or (), author or (), also_mentions=also_mentions)
        if dry_run:
            console.emit(maintenance.would_forget(plan))
            return
        if not yes:
            typer.confirm(maintenance.to_forget(plan), abort=True, err=True)
        console.emit(maintenance.forgotten(*opened.forget(plan, reason)))
