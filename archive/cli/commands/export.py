"""`afterword export`: threads for other programs and people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import (
    DEFAULT_ARCHIVE,
    AfterOption,
    ArchiveOption,
    AsOfOption,
    BeforeOption,
    NoGuardOption,
    SiteOption,
    VerboseOption,
    one_of,
)


def export(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[URL|UID]...", help="Which threads; all without.")
    ] = None,
    form: Annotated[
        str,
        typer.Option("--format", help="json, ndjson; csv, tsv, parquet; markdown, text, html; wxr, isso, remark42."),
    ] = "json",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file instead of standard output.")] = None,
    folder: Annotated[Path | None, typer.Option("--folder", help="A file for each thread, in this folder.")] = None,
    flat: Annotated[bool, typer.Option("--flat", help="JSON: comments as one list with parents.")] = False,
    visible_only: Annotated[bool, typer.Option("--visible-only", help="Without comments that are gone.")] = False,
    table: Annotated[
        str, typer.Option("--table", help="csv, tsv, parquet: comments, articles, authors; parquet: threads.")
    ] = "comments",
    no_guard: NoGuardOption = False,
    mapped: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="OLD=NEW|FILE", help="wxr, isso, remark42: the articles' addresses on the new site."
        ),
    ] = None,
    site_id: Annotated[str, typer.Option("--site-id", help="remark42: the id of the site there.")] = "remark",
    as_of: AsOfOption = None,
    site: SiteOption = None,
    author: Annotated[
        str | None, typer.Option("--author", metavar="NAME", help="With comments by someone with this in the name.")
    ] = None,
    after: AfterOption = None,
    before: BeforeOption = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="TIME", help="With something new, edited or gone since then.")
    ] = None,
    label: Annotated[str | None, typer.Option("--label", metavar="LABEL", help="From sources with this label.")] = None,
    words: Annotated[str | None, typer.Option("--search", metavar="WORDS", help="That hold all these words.")] = None,
    where: Annotated[
        str | None, typer.Option("--where", metavar="SQL", help="For which this holds, on the columns of `threads`.")
    ] = None,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Write threads for other programs and people: those named, or all, or those for which the conditions hold."""
    from archive.export import columns
    from archive.export import export as exporting
    from archive.export.other_systems import Mapping
    from archive.export.selection import Selection
    from archive.store import Archive

    one_of(exporting.FORMATS, form, "--format")
    one_of(columns.TABLES, table, "--table")
    if folder is not None and output is not None:
        raise typer.BadParameter("a file or a folder, not both", param_hint="--folder")
    wanted = Selection(tuple(names or ()), site, author, after, before, since, words, where, label)
    if mapped and form not in exporting.SYSTEMS:
        raise typer.BadParameter(f"{form} keeps addresses as they are", param_hint="--map")
    with console.reported(verbose=verbose), Archive.open(archive, read_only=True) as opened:
        mapping = Mapping.stated(mapped or [])
        wished = exporting.Form(form, flat, visible_only, as_of, table, not no_guard, mapping, site_id)
        if folder is not None:
            console.emit(exporting.folder(opened, wanted, wished, folder))
            return
        if output is None:
            console.emit_text(exporting.whole(opened, wanted, wished))
        else:
            opened.export(output, wished, wanted)
