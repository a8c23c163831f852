"""Whatever a test here has a channel read, is read to the same once more from the answers alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from scraper.channels.registry import readers
from scraper.fetch import Fetcher
from tests.scraper.channels.services import POLICY, kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scraper.channels.base import Reader, Reading
    from scraper.channels.session import Web
    from scraper.thread import Embed


def twice(reader: Reader) -> Callable[[Embed, Web], Reading]:
    """Has the channel read a thread, and looks whether `again` makes the same of it.

    But for the scope of the ids and the page's address, which the archive knows by itself.
    """
    read = reader.read

    def both(embed: Embed, web: Web) -> Reading:
        reading = read(embed, web)
        again = reader.again(kept(reading, embed, web))
        assert replace(again, id_scope=reading.id_scope, page=reading.page) == reading
        return reading

    return both


@pytest.fixture(autouse=True)
def read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    for reader in readers().values():
        monkeypatch.setattr(reader, "read", twice(reader))


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(POLICY) as fetcher:
        yield fetcher
