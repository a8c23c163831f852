"""The real programs that tests talk to, started once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.workers import Workers
from tests.peers.scraping import Reader
from tests.peers.wordpress import WordPress, lacking


@pytest.fixture(scope="session")
def running_wordpress() -> Iterator[WordPress]:
    """A WordPress on loopback; tests that want one are skipped, with the reason, where there can be none."""
    reason = lacking()
    if reason is not None:
        pytest.skip(reason)
    with WordPress() as wordpress:
        yield wordpress


@pytest.fixture
def wordpress(running_wordpress: WordPress) -> WordPress:
    """The same with all settings as they were. Posts of other tests may be in it."""
    running_wordpress.settings()
    return running_wordpress


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """The processes that parse."""
    with Workers(1, deadline=60) as workers:
        yield workers


@pytest.fixture
def read(tmp_path: Path, workers: Workers) -> Reader:
    """A reader with an archive of its own."""
    return Reader(tmp_path / "a.db", workers)


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
