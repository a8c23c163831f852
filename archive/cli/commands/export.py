"""`afterword export`: threads for other programs and people."""

from pathlib import Path
from typing import Annotated

import typer

from archive.cli import completion, console, options
from archive.cli.options import option


def export(
    names: options.Threads = None,
    *,
    form: Annotated[
        str,
        option(
            "--format FORMAT",
            "json, ndjson; csv, tsv, parquet; markdown, text, html; wxr, isso, remark42.",
            choices="archive.export.export:FORMATS",
        ),
    ] = "json",
    output: Annotated[Path | None, option("--output -o FILE", "A file instead of standard output.")] = None,
    folder: Annotated[Path | None, option("--folder FOLDER", "A file for each thread, in this folder.")] = None,
    flat: Annotated[bool, option("--flat", "JSON: comments as one list with parents.")] = False,
    visible_only: Annotated[bool, option("--visible-only", "Without comments that are gone.")] = False,
    table: Annotated[
        str,
        option(
            "--table TABLE",
            "csv, tsv, parquet: comments, articles, authors; parquet: threads.",
            choices="archive.export.columns:TABLES",
        ),
    ] = "comments",
    no_guard: options.NoGuard = False,
    mapped: Annotated[
        list[str] | None, option("--map OLD=NEW|FILE", "wxr, isso, remark42: the articles' addresses on the new site.")
    ] = None,
    site_id: Annotated[str, option("--site-id ID", "remark42: the id of the site there.")] = "remark",
    as_of: options.AsOf = None,
    site: options.Site = None,
    author: Annotated[str | None, option("--author NAME", "With comments by someone with this in the name.")] = None,
    after: options.After = None,
    before: options.Before = None,
    since: Annotated[str | None, option("--since TIME", "With something new, edited or gone since then.")] = None,
    label: Annotated[
        str | None, option("--label LABEL", "From sources with this label.", complete=completion.labels)
    ] = None,
    words: Annotated[str | None, option("--search WORDS", "That hold all these words.")] = None,
    where: Annotated[str | None, option("--where SQL", "For which this holds, on the columns of `threads`.")] = None,
    archive: options.Archive,
) -> None:
    """Write threads for other programs and people: those named, or all, or those for which the conditions hold.

    $ afterword export --format markdown --folder threads
    $ afterword export --site quayside.example --format csv -o comments.csv
    """
    from archive.export import export as exporting
    from archive.export.other_systems import Mapping
    from archive.export.selection import Selection, keys
    from archive.store import Archive

    if folder is not None and output is not None:
        raise typer.BadParameter("a file or a folder, not both", param_hint="--folder")
    if mapped and form not in exporting.SYSTEMS:
        raise typer.BadParameter(f"{form} keeps addresses as they are", param_hint="--map")
    wanted = Selection(tuple(names or ()), site, author, after, before, since, words, where, label)
    with Archive.open(archive, read_only=True) as opened:
        wished = exporting.Form(
            form, flat, visible_only, as_of, table, not no_guard, Mapping.stated(mapped or []), site_id
        )
        if label is not None:
            opened.sources([label])  # which names one that no source has
        if site is not None and not keys(opened, Selection(site=site)):
            console.note(f"{site}: the archive has no threads of this site")
        if folder is not None:
            console.emit(exporting.folder(opened, wanted, wished, folder))
        elif output is None:
            console.emit_text(exporting.text(opened, wanted, wished))
        else:
            opened.export(output, wished, wanted)
