"""What holds for every test: nobody's own settings, processes that are started once, and no deadline for an example on
a machine that is busy."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import TypeVar

import pytest
from hypothesis import settings

from archive.run import parsers
from scraper.comments.systems import System
from scraper.parse import parse
from scraper.workers import Workers

settings.register_profile("afterword", deadline=None)
settings.load_profile("afterword")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell's background job ignores Ctrl-C, and so do all that it starts: tests that send it would wait for ever.
    signal.signal(signal.SIGINT, signal.default_int_handler)

T = TypeVar("T")


class LastingWorkers(Workers):
    """Workers whose processes are another's, and go on when these are closed."""

    def __init__(self, lasting: Workers, rules: Sequence[System]) -> None:
        self._function = parse
        self._lasting = lasting
        self.rules = tuple(rules)

    def call(self, function: Callable[..., T], what: str, *arguments: object, **more: object) -> Future[T]:
        return self._lasting.call(function, what, *arguments, **more)

    def close(self) -> None:
        pass


@pytest.fixture(scope="session")
def lasting_workers() -> Iterator[Workers]:
    with Workers(2, deadline=parsers.PARSE_SECONDS) as workers:
        yield workers


@pytest.fixture(autouse=True)
def _lasting_workers(lasting_workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands parse in processes that last from test to test: to start one takes longer than most tests do."""
    monkeypatch.setattr(parsers, "workers", lambda rules: LastingWorkers(lasting_workers, rules))


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERWORD_CONFIG", "")
