"""Whatever a test here has a channel read, is read to the same once more from the answers alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from scraper.channels.registry import readers
from scraper.fetch import Fetcher
from tests.scraper.channels.services import POLICY, kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.channels.base import Reader, Reading
    from scraper.channels.session import Web
    from scraper.thread import Embed


def twice(reader: Reader, embed: Embed, web: Web) -> Reading:
    """What the channel reads, after a look whether `again` makes the same of it.

    But for the scope of the ids and the page's address, which the archive knows by itself.
    """
    reading = _READ[reader.name](reader, embed, web)
    again = reader.again(kept(reading, embed, web))
    assert replace(again, id_scope=reading.id_scope, page=reading.page) == reading
    return reading


_READ = {name: type(reader).read for name, reader in readers().items()}


@pytest.fixture(autouse=True)
def read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    for reader in readers().values():
        monkeypatch.setattr(type(reader), "read", twice)


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(POLICY) as fetcher:
        yield fetcher
