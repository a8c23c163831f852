"""A clock without waiting, a blog of one post, fetchers, and an environment without proxies."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from scraper.fetch import Clock, Fetcher, Policy
from tests.blog import Blog, Post

POST = Post("tide", "Tide tables", "Maren Oddleif", ("High water is late.",))
POLICY = Policy(allow_private=True, timeout=5, user_agent="afterword/0 (+ann@example.org)")


class FakeClock(Clock):
    """A clock that sleeping moves on at once. `slept` lists how long."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.now = now
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.now += seconds


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([POST]) as blog:
        yield blog


def quick(**settings: object) -> Fetcher:
    """A fetcher that neither waits nor tries again, with these settings."""
    return Fetcher(replace(POLICY, **{"delay": 0.0, "retries": 0, **settings}))  # type: ignore[arg-type]
