"""The channels that there are, and what a page says of threads that they can read. Asks nobody anything."""

from functools import cache
from importlib import import_module
from typing import cast

from scraper.channels.base import Reader
from scraper.comments.systems.table import channels, rows
from scraper.page.page import Page
from scraper.thread import Embed


@cache
def readers() -> dict[str, Reader]:
    """The channels by name, in the order of asking."""
    return {name: cast("Reader", import_module(module)) for name, module in channels().items()}


def embeds_of(page: Page) -> tuple[Embed, ...]:
    """What a page says of its thread elsewhere, in the order of asking. To be asked before its tree is taken apart."""
    systems = {row.key: row.name for row in rows()}
    found = ((channel, reader.find(page)) for channel, reader in readers().items())
    return tuple(Embed(channel, systems[channel], page.url, facts) for channel, facts in found if facts is not None)
