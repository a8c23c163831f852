"""The `afterword` command: parse arguments, call, print. No logic."""

from __future__ import annotations

import os
from typing import Annotated

import typer
import typer.core

from archive import (
    care_commands,
    console,
    export_commands,
    history_commands,
    import_commands,
    query_commands,
    reading_commands,
    run_commands,
    setup_commands,
    source_commands,
)
from archive.options import (
    DEFAULT_ARCHIVE,
    AllowPrivateOption,
    ArchiveOption,
    ChannelsOption,
    DelayOption,
    JsonOption,
    KeepSnapshotsOption,
    MaxBytesOption,
    MaxHostPagesOption,
    MaxPagesOption,
    RetriesOption,
    RulesOption,
    TimeoutOption,
    UserAgentOption,
    VerboseOption,
    channels_of,
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
            stated = settings.load()
            settings.lend_keys(stated, os.environ)
            context.default_map = settings.defaults(context.command.commands, stated)


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
    channels: ChannelsOption = None,
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
    if url is not None and len(targets) > 1:
        raise typer.BadParameter("one address can belong to one target only", param_hint="--url")
    policy = scraping.checked_policy(
        delay=delay,
        timeout=timeout,
        retries=retries,
        max_bytes=max_bytes,
        max_pages=max_pages,
        max_host_pages=max_host_pages,
        user_agent=user_agent,
        allow_private=allow_private,
    )
    with console.reported(verbose=verbose):
        form = scraping.Form(quiet=quiet, as_json=as_json, verbose=verbose)
        told = teaching.rules(rules)
        choice = channels_of(channels)
        code = scraping.run(targets, archive, policy, form, url=url, keep_snapshots=keep, rules=told, choice=choice)
    if code:
        raise typer.Exit(code)


@app.command()
def inspect(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="A saved page, a text dump, or the address of a page.")],
    url: Annotated[str | None, typer.Option("--url", help="Address of a saved page that states none.")] = None,
    channels: ChannelsOption = None,
    allow_private: AllowPrivateOption = False,
    rules: RulesOption = None,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Show how a page is read: the system, the region, the tree, and where each field came from."""
    from archive import inspecting, scraping, teaching
    from archive.terminal import json_text

    policy = scraping.checked_policy(allow_private=allow_private)
    with console.reported(verbose=verbose):
        look = inspecting.look_at(page, policy, channels_of(channels), url, teaching.rules(rules))
        if as_json:
            console.emit([json_text(inspecting.as_dict(look), indent=2)])
        else:
            console.emit_rendered(inspecting.lines(look, console.width()))


reading_commands.add_to(app)
query_commands.add_to(app)
export_commands.add_to(app)
import_commands.add_to(app)
source_commands.add_to(app)
run_commands.add_to(app)
setup_commands.add_to(app)
history_commands.add_to(app)
care_commands.add_to(app)
