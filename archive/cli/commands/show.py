"""`afterword show`: one thread as a tree."""

from archive.cli import console, options
from archive.cli.options import argument, option


def show(
    name: str = argument("URL|UID", "Address of the article, or uid of its thread."),
    *,
    depth: int | None = option("--depth N", "Only so many levels.", least=1),
    author: str | None = option("--author NAME", "What these people wrote, and what they answer."),
    all_copies: bool = option("--all-copies", "With the comments of every copy, where it was republished."),
    as_of: str | None = options.AS_OF,
    as_json: bool = options.JSON,
    no_pager: bool = options.NO_PAGER,
    archive: options.Opening = options.OPENING,
) -> None:
    """Show an article and its thread as a tree.

    $ afterword show quayside.example/2012/11/the-lighthouse-that-moved
    $ afterword show 6f3a0b12 --author ferry --depth 3
    """
    from archive.cli.views import thread as views
    from archive.export.json_documents import of_thread, pieces
    from archive.query import copies
    from archive.query.listing import narrowed

    if all_copies and as_of is not None:
        raise options.WrongUse("copies are joined only as they are now", param_hint="--as-of")
    with archive(read_only=True) as opened:
        notes: list[str] = []
        if all_copies:
            thread, notes = copies.thread(opened.conn, name)
        else:
            thread = opened.thread(name, as_of=as_of)
        part, places = narrowed(thread, levels=depth, author=author)
        if as_json:
            console.emit_text(pieces([of_thread(part)], "json", single=True))
        else:
            notes = [notes[place] for place in places] if notes else []
            lines = views.thread(part, console.text_width(), colour=console.colour(), notes=notes, full=thread)
            console.page(lines, wanted=not no_pager)
