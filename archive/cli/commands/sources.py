"""`afterword sources`: what is watched."""

from archive.cli import completion, console, options
from archive.cli.options import option


def sources(
    *,
    label: list[str] | None = option(
        "--label LABEL", "Only sources with this label; may be repeated.", complete=completion.labels
    ),
    opml: bool = option("--opml", "Print OPML, for feed readers and for `add`."),
    as_json: bool = options.JSON,
    archive: options.Opening = options.OPENING,
) -> None:
    """List what is watched.

    $ afterword sources --label harbours
    $ afterword sources --opml > blogs.opml
    """
    from archive.cli.views import sources as views
    from archive.sources import sources as watched

    if opml and as_json:
        raise options.WrongUse("--opml and --json exclude each other")
    with archive(read_only=True) as opened:
        found = [(source, watched.standing(opened.conn, source)) for source in opened.sources(label or ())]
    form = "opml" if opml else "json" if as_json else "table"
    console.emit(views.lines(found, form, console.table_width()))
