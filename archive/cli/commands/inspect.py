"""`afterword inspect`: how a page is read."""

from __future__ import annotations

from typing import Annotated

import typer
import typer.core

from archive.cli import console
from archive.cli.options import AllowPrivateOption, ChannelsOption, JsonOption, RulesOption, VerboseOption, channels_of


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
    from archive.cli import options
    from archive.cli.views import inspect as inspecting
    from archive.display import json_text
    from archive.run import parsers
    from scraper.visit import inspect as inspect_visit

    policy = options.checked_policy(allow_private=allow_private)
    with console.reported(verbose=verbose):
        look = inspect_visit.look_at(page, policy, channels_of(channels), url, parsers.rules(rules))
        if as_json:
            console.emit([json_text(inspecting.as_dict(look), indent=2)])
        else:
            console.emit_rendered(inspecting.lines(look, console.width()))
