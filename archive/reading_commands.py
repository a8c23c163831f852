"""The commands that show what is in the archive: parse arguments, call, print. No logic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from archive import console
from archive.options import (
    DEFAULT_ARCHIVE,
    AfterOption,
    ArchiveOption,
    AsOfOption,
    BeforeOption,
    JsonOption,
    SiteOption,
    ThreadArgument,
    VerboseOption,
    one_of,
)

if TYPE_CHECKING:
    from typer import Typer

NoPagerOption = Annotated[bool, typer.Option("--no-pager", help="Print at once, also what is longer than the screen.")]


def list_threads(
    site: SiteOption = None,
    after: AfterOption = None,
    before: BeforeOption = None,
    incomplete: Annotated[bool, typer.Option("--incomplete", help="Only threads not known to be whole.")] = False,
    sort: Annotated[str, typer.Option("--sort", help="date, comments, gone, site or title.")] = "date",
    reverse: Annotated[bool, typer.Option("--reverse", help="The other way round.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="How many at most; all without.")] = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    no_pager: NoPagerOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """List the threads of the archive, the newest article first."""
    from archive import asof, listing, pager, read
    from archive.connect import reading

    one_of(listing.ORDERS, sort, "--sort")
    with console.reported(verbose=verbose), reading(archive) as conn:
        found = list(read.listing(conn)) if as_of is None else asof.listing(conn, asof.moment(as_of))
        wanted = listing.Wanted(site, after, before, incomplete=incomplete, sort=sort, reverse=reverse, limit=limit)
        chosen = listing.chosen(found, wanted)
        if as_json:
            console.emit(listing.threads(chosen, "ndjson"))
        else:
            pager.show(listing.threads(chosen, "table", width=console.table_width()), wanted=not no_pager)


def show(
    name: ThreadArgument,
    depth: Annotated[int | None, typer.Option("--depth", min=1, help="So many levels of replies at most.")] = None,
    author: Annotated[
        str | None, typer.Option("--author", metavar="NAME", help="What these people wrote, and what they answer.")
    ] = None,
    all_copies: Annotated[
        bool, typer.Option("--all-copies", help="With the comments of every copy, where it was republished.")
    ] = False,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    no_pager: NoPagerOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Show an article and its thread as a tree."""
    from archive import asof, joint, pager, read, render
    from archive.connect import reading
    from archive.export.documents import json_document, of_thread
    from archive.narrow import narrowed

    if all_copies and as_of is not None:
        raise typer.BadParameter("copies are joined as they are now only", param_hint="--as-of")
    with console.reported(verbose=verbose), reading(archive) as conn:
        notes: list[str] = []
        if as_of is not None:
            thread = asof.thread(conn, name, asof.moment(as_of))
        else:
            thread, notes = joint.thread(conn, name) if all_copies else (read.thread(conn, name), [])
        part, places = narrowed(thread, levels=depth, author=author)
        if as_json:
            console.emit_text(json_document(of_thread(part)))
        else:
            notes = [notes[place] for place in places] if notes else []
            lines = render.thread(part, console.text_width(), colour=console.colour(), notes=notes, whole=thread)
            pager.show(lines, wanted=not no_pager)


def search(
    words: Annotated[
        list[str], typer.Argument(help='Words that all must be there; "in quotes" as a phrase, wor* as a beginning.')
    ],
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many places at most.")] = 20,
    site: SiteOption = None,
    author: Annotated[str | None, typer.Option("--author", help="By writers with this in their name only.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="TIME", help="From then on: 2012, 2012-12-04.")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="TIME", help="Up to then, included.")] = None,
    as_json: JsonOption = False,
    no_pager: NoPagerOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Search articles and comments, best places first."""
    from archive import listing, pager
    from archive.connect import reading
    from archive.search import Filters
    from archive.search import search as find

    with console.reported(verbose=verbose), reading(archive) as conn:
        hits = find(conn, " ".join(words), limit, Filters(site, author, since, until))
        if as_json:
            console.emit(listing.hits_as_json(hits))
        else:
            pager.show(listing.hits(hits, console.text_width(), colour=console.colour()), wanted=not no_pager)


def stats(
    site: SiteOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Rows of each list.")] = 10,
    as_json: JsonOption = False,
    no_pager: NoPagerOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Tell figures: sites, busiest threads and authors, how deep and how soon people answer, comments by month."""
    from archive import pager, stats_output
    from archive.connect import reading
    from archive.stats import sections

    with console.reported(verbose=verbose), reading(archive) as conn:
        found = sections(conn, site, limit)
        if as_json:
            console.emit([stats_output.as_json(found)])
        else:
            pager.show(stats_output.shown(found, console.text_width(), colour=console.colour()), wanted=not no_pager)


def add_to(app: Typer) -> None:
    """Make these commands part of the application."""
    app.command("list")(list_threads)
    for command in (show, search, stats):
        app.command()(command)
