"""The `afterword` command: parse arguments, call, print. No logic."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
import typer.core

from archive import care_commands, console, history_commands, run_commands, setup_commands, source_commands
from archive.options import (
    DEFAULT_ARCHIVE,
    AllowPrivateOption,
    ArchiveOption,
    AsOfOption,
    DelayOption,
    JsonOption,
    KeepSnapshotsOption,
    MaxBytesOption,
    MaxHostPagesOption,
    MaxPagesOption,
    RetriesOption,
    RulesOption,
    ThreadArgument,
    TimeoutOption,
    UserAgentOption,
    VerboseOption,
    one_of,
)

app = typer.Typer(
    name="afterword",
    help="Archive what readers said after the article: blog pages in, comment threads out, kept in one SQLite file.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Entry point of the `afterword` command."""
    console.prepare()
    app()


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"afterword {version('afterword')}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 its callback does it
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    from archive import settings

    if context.invoked_subcommand != "config" and isinstance(context.command, typer.core.TyperGroup):
        with console.reported(verbose=False):
            context.default_map = settings.defaults(context.command.commands, settings.load())


@app.command()
def scrape(
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="TARGET...",
            help="Address of a page, feed, sitemap; saved page, folder, text dump; list of these, - for one on stdin.",
        ),
    ],
    url: Annotated[str | None, typer.Option("--url", help="Address of a saved page that states none.")] = None,
    delay: DelayOption = None,
    timeout: TimeoutOption = None,
    retries: RetriesOption = None,
    max_bytes: MaxBytesOption = None,
    max_pages: MaxPagesOption = None,
    max_host_pages: MaxHostPagesOption = None,
    user_agent: UserAgentOption = None,
    allow_private: AllowPrivateOption = False,
    keep_snapshots: KeepSnapshotsOption = None,
    rules: RulesOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Tell failures only.")] = False,
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Scrape pages with their threads into the archive; what is there already is brought up to date."""
    from archive import scraping, teaching

    keep = one_of(scraping.KEEP_SNAPSHOTS, keep_snapshots, "--keep-snapshots") or "changed"
    if url is not None and targets != targets[:1]:
        raise typer.BadParameter("one address can belong to one target only", param_hint="--url")
    settings = {
        "delay": delay,
        "timeout": timeout,
        "retries": retries,
        "max_bytes": max_bytes,
        "max_pages": max_pages,
        "max_host_pages": max_host_pages,
        "user_agent": user_agent,
        "allow_private": allow_private,
    }
    policy = scraping.checked_policy(settings)
    with console.reported(verbose=verbose):
        form = scraping.Form(quiet=quiet, as_json=as_json, verbose=verbose)
        told = teaching.rules(rules)
        code = scraping.run(targets, archive, policy, form, url=url, keep_snapshots=keep, rules=told)
    if code:
        raise typer.Exit(code)


@app.command("list")
def list_threads(
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """List the threads of the archive, the newest article first."""
    from archive import asof, listing, read
    from archive.connect import reading

    with console.reported(verbose=verbose), reading(archive) as conn:
        found = list(read.listing(conn)) if as_of is None else asof.listing(conn, asof.moment(as_of))
        console.emit(listing.threads(found, "ndjson" if as_json else "table", width=console.table_width()))


@app.command()
def show(
    name: ThreadArgument,
    all_copies: Annotated[
        bool, typer.Option("--all-copies", help="With the comments of every copy, where it was republished.")
    ] = False,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Show an article and its thread as a tree."""
    from archive import asof, joint, read, render
    from archive.connect import reading
    from archive.export.documents import json_document

    if all_copies and as_of is not None:
        raise typer.BadParameter("copies are joined as they are now only", param_hint="--as-of")
    with console.reported(verbose=verbose), reading(archive) as conn:
        notes: list[str] = []
        if as_of is not None:
            thread = asof.thread(conn, name, asof.moment(as_of))
        else:
            thread, notes = joint.thread(conn, name) if all_copies else (read.thread(conn, name), [])
        if as_json:
            console.emit_text(json_document(thread))
        else:
            console.emit_rendered(render.thread(thread, console.width(), colour=console.colour(), notes=notes))


@app.command()
def search(
    words: Annotated[
        list[str], typer.Argument(help='Words that all must be there; "in quotes" as a phrase, wor* as a beginning.')
    ],
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many places at most.")] = 20,
    site: Annotated[str | None, typer.Option("--site", metavar="HOST", help="On this site only.")] = None,
    author: Annotated[str | None, typer.Option("--author", help="By writers with this in their name only.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="TIME", help="From then on: 2012, 2012-12-04.")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="TIME", help="Up to then, included.")] = None,
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Search articles and comments, best places first."""
    from archive import listing
    from archive.connect import reading
    from archive.search import Filters
    from archive.search import search as find

    with console.reported(verbose=verbose), reading(archive) as conn:
        hits = find(conn, " ".join(words), limit, Filters(site, author, since, until))
        if as_json:
            console.emit(listing.hits_as_json(hits))
        else:
            console.emit_rendered(listing.hits(hits, console.width(), colour=console.colour()))


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="One SELECT; the view `conversations` holds a row for each comment.")],
    form: Annotated[str, typer.Option("--format", help="table, csv, tsv, json, ndjson or markdown.")] = "table",
    timeout: Annotated[float, typer.Option("--timeout", min=0.001, help="Seconds that it may take.")] = 60.0,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Ask the archive in SQL. Nothing can be written."""
    from archive import sql as reader
    from archive import tables

    if form not in tables.FORMATS:
        raise typer.BadParameter(f"{form!r} is none of {', '.join(tables.FORMATS)}", param_hint="--format")
    with console.reported(verbose=verbose), reader.query(archive, sql, timeout=timeout) as result:
        console.emit(tables.lines(result.columns, result.rows, form, width=console.table_width()))


@app.command()
def export(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[URL|UID]...", help="Which threads; all without.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="json or ndjson.")] = "json",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file instead of standard output.")] = None,
    as_of: AsOfOption = None,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Write threads as JSON documents."""
    from archive import asof, read
    from archive.connect import reading
    from archive.export import documents, files

    if form not in documents.FORMATS:
        raise typer.BadParameter(f"{form!r} is none of {', '.join(documents.FORMATS)}", param_hint="--format")
    with console.reported(verbose=verbose), reading(archive) as conn:
        found = (
            read.threads(conn, names or ()) if as_of is None else asof.threads(conn, names or (), asof.moment(as_of))
        )
        pieces = documents.pieces(found, form, single=len(names or ()) == 1)
        if output is None:
            console.emit_text(pieces)
        else:
            files.write(output, pieces)


@app.command()
def inspect(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="A saved page, a text dump, or the address of a page.")],
    url: Annotated[str | None, typer.Option("--url", help="Address of a saved page that states none.")] = None,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Ask addresses that are not public.")] = False,
    rules: RulesOption = None,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Show how a page is read: the system, the region, the tree, and where each field came from."""
    from archive import inspecting, teaching
    from archive.terminal import json_text
    from scraper.fetch import Policy

    with console.reported(verbose=verbose):
        inspection = inspecting.look_at(page, Policy(allow_private=allow_private), url, teaching.rules(rules))
        if as_json:
            console.emit([json_text(inspecting.as_dict(inspection), indent=2)])
        else:
            console.emit_rendered(inspecting.lines(inspection, console.width()))


source_commands.add_to(app)
run_commands.add_to(app)
setup_commands.add_to(app)
history_commands.add_to(app)
care_commands.add_to(app)
