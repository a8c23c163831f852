"""The channels that there are, and what a page says of threads that they can read. Asks nobody anything."""

from functools import cache
from importlib import import_module

from scraper.channels.base import Reader
from scraper.comments.systems.table import channels
from scraper.page.page import Page
from scraper.thread import Embed


@cache
def readers() -> dict[str, Reader]:
    """The channels by name, in the order of asking."""
    return {name: import_module(module).CHANNEL for name, module in channels().items()}


def embeds_of(page: Page) -> tuple[Embed, ...]:
    """What a page says of its thread elsewhere, in the order of asking. To be asked before its tree is taken apart."""
    found = (reader.found(page) for reader in readers().values())
    return tuple(embed for embed in found if embed is not None)
