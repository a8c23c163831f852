"""`afterword export`: threads for other programs and people."""

from pathlib import Path

from archive.cli import completion, console, options
from archive.cli.options import option


def export(
    names: list[str] | None = options.THREADS,
    *,
    form: str = option(
        "--format FORMAT",
        "json, ndjson; csv, tsv, parquet; markdown, text, html; wxr, isso, remark42.",
        choices="archive.export.export:FORMATS",
        default="json",
    ),
    output: Path | None = option("--output -o FILE", "A file instead of standard output."),
    folder: Path | None = option("--folder FOLDER", "A file for each thread, in this folder."),
    flat: bool = option("--flat", "JSON: comments as one list with parents."),
    visible_only: bool = option("--visible-only", "Without comments that are gone."),
    table: str = option(
        "--table TABLE",
        "csv, tsv, parquet: comments, articles, authors; parquet: threads.",
        choices="archive.export.columns:TABLES",
        default="comments",
    ),
    no_guard: bool = options.NO_GUARD,
    mapped: list[str] | None = option(
        "--map OLD=NEW|FILE", "wxr, isso, remark42: the articles' addresses on the new site."
    ),
    site_id: str = option("--site-id ID", "remark42: the id of the site there.", default="remark"),
    as_of: str | None = options.AS_OF,
    site: str | None = options.SITE,
    author: str | None = option("--author NAME", "With comments by someone with this in the name."),
    after: str | None = options.AFTER,
    before: str | None = options.BEFORE,
    since: str | None = option("--since TIME", "With something new, edited or gone since then."),
    label: str | None = option("--label LABEL", "From sources with this label.", complete=completion.labels),
    words: str | None = option("--search WORDS", "That hold all these words."),
    where: str | None = option("--where SQL", "For which this holds, on the columns of `threads`."),
    archive: options.Opening = options.OPENING,
) -> None:
    """Write threads for other programs and people: those named, or all, or those for which the conditions hold.

    $ afterword export --format markdown --folder threads
    $ afterword export --site quayside.example --format csv -o comments.csv
    """
    from archive.export import export as exporting
    from archive.export.other_systems import Mapping
    from archive.export.selection import Selection, keys

    if folder is not None and output is not None:
        raise options.WrongUse("a file or a folder, not both", param_hint="--folder")
    if mapped and form not in exporting.SYSTEMS:
        raise options.WrongUse(f"{form} keeps addresses as they are", param_hint="--map")
    wanted = Selection(tuple(names or ()), site, author, after, before, since, words, where, label)
    with archive(read_only=True) as opened:
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
