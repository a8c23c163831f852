"""`afterword export`: threads for other programs and people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive.cli import completion, console, options


def _formats() -> tuple[str, ...]:
    from archive.export.export import FORMATS

    return FORMATS


def _tables() -> tuple[str, ...]:
    from archive.export.columns import TABLES

    return TABLES


def export(
    names: options.Threads = None,
    *,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="json, ndjson; csv, tsv, parquet; markdown, text, html; wxr, isso, remark42.",
            **options.choice(_formats),
        ),
    ] = "json",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file instead of standard output.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--folder", metavar="FOLDER", help="A file for each thread, in this folder.")
    ] = None,
    flat: Annotated[bool, typer.Option("--flat", help="JSON: comments as one list with parents.")] = False,
    visible_only: Annotated[bool, typer.Option("--visible-only", help="Without comments that are gone.")] = False,
    table: Annotated[
        str,
        typer.Option(
            "--table",
            metavar="TABLE",
            help="csv, tsv, parquet: comments, articles, authors; parquet: threads.",
            **options.choice(_tables),
        ),
    ] = "comments",
    no_guard: options.NoGuard = False,
    mapped: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="OLD=NEW|FILE", help="wxr, isso, remark42: the articles' addresses on the new site."
        ),
    ] = None,
    site_id: Annotated[
        str, typer.Option("--site-id", metavar="ID", help="remark42: the id of the site there.")
    ] = "remark",
    as_of: options.AsOf = None,
    site: options.Site = None,
    author: Annotated[
        str | None, typer.Option("--author", metavar="NAME", help="With comments by someone with this in the name.")
    ] = None,
    after: options.After = None,
    before: options.Before = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="TIME", help="With something new, edited or gone since then.")
    ] = None,
    label: Annotated[
        str | None,
        typer.Option(
            "--label", metavar="LABEL", help="From sources with this label.", autocompletion=completion.labels
        ),
    ] = None,
    words: Annotated[str | None, typer.Option("--search", metavar="WORDS", help="That hold all these words.")] = None,
    where: Annotated[
        str | None, typer.Option("--where", metavar="SQL", help="For which this holds, on the columns of `threads`.")
    ] = None,
    archive: options.Archive,
) -> None:
    """Write threads for other programs and people: those named, or all, or those for which the conditions hold.

    Examples:
      afterword export --format markdown --folder threads
      afterword export --site quayside.example --format csv -o comments.csv
    """
    from archive.db.connection import reading
    from archive.export import export as exporting
    from archive.export.other_systems import Mapping
    from archive.export.selection import Selection

    if folder is not None and output is not None:
        raise typer.BadParameter("a file or a folder, not both", param_hint="--folder")
    if mapped and form not in exporting.SYSTEMS:
        raise typer.BadParameter(f"{form} keeps addresses as they are", param_hint="--map")
    wanted = Selection(tuple(names or ()), site, author, after, before, since, words, where, label)
    with reading(archive) as conn:
        wished = exporting.Form(
            form, flat, visible_only, as_of, table, not no_guard, Mapping.stated(mapped or []), site_id
        )
        if folder is not None:
            console.emit(exporting.folder(conn, archive, wanted, wished, folder))
        elif output is None:
            console.emit_text(exporting.whole(conn, archive, wanted, wished))
        else:
            exporting.file(conn, archive, wanted, wished, output)
