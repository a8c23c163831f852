"""The web as a channel sees it: asked through the one fetcher, read in worker processes, everything that came noted."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from scraper.errors import DeadlineExceeded, TooManyPages
from scraper.urls import shown

if TYPE_CHECKING:
    from scraper.fetch import Fetcher, Response

T = TypeVar("T")

LONGEST = 3600.0
"""Seconds for all that a channel asks for one thread, waiting between requests included."""

MOST_ANSWERS = 2_000
"""Requests for one thread: at a hundred comments each, twenty times the longest thread known of."""


class Caller(Protocol):
    """Calls a function; `what` names the page in errors. scraper.workers.Workers is one."""

    def call(self, function: Callable[..., T], what: str, *arguments: Any, **more: Any) -> Future[T]:
        """What the function gives or raises."""


class Web:
    """What one channel may ask with, for one thread. Not thread-safe.

    `heard` holds every answer in the order of asking: the archive keeps them. `keys` are the user's own, by the name
    of the channel that they belong to.
    """

    def __init__(self, fetcher: Fetcher, workers: Caller, keys: Mapping[str, str] | None = None) -> None:
        self._fetcher, self._workers = fetcher, workers
        self._ends = time.monotonic() + LONGEST
        self.keys = keys or {}
        self.heard: list[Response] = []

    def get(self, url: str, *, own_key: bool = False) -> Response:
        """What an address answers: JSON, XML or a page. FetchError when it cannot be had; see Fetcher.get."""
        if time.monotonic() > self._ends:
            raise DeadlineExceeded(f"{shown(url)}: the thread took longer than {LONGEST / 60:g} minutes")
        if len(self.heard) >= MOST_ANSWERS:
            raise TooManyPages(f"{shown(url)}: not asked for, since its thread took {MOST_ANSWERS:,} requests already")
        response = self._fetcher.get(url, data=True, own_key=own_key)
        self.heard.append(response)
        return response

    def parse(self, function: Callable[..., T], response: Response, *arguments: Any) -> T:
        """`function` of the answer's bytes and address, called in a worker process.

        What the function raises is raised here; so are ParseTimeout and ParseOutOfMemory.
        """
        return self.call(function, response.final_url, response.body, response.final_url, *arguments)

    def call(self, function: Callable[..., T], what: str, *arguments: Any) -> T:
        """`function` called in a worker process, where nothing that strangers wrote can stop the others.

        `what` names in errors what it was about.
        """
        return self._workers.call(function, what, *arguments).result()
