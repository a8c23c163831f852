"""A clock that tests set."""

from __future__ import annotations

import threading

from scraper.fetch import Clock

START = 1_710_000_000.0  # 2024-03-09T16:00:00Z


class ManualClock(Clock):
    """Stands still until it is moved; to sleep is to move it. Seconds since 1970, UTC."""

    def __init__(self, now: float = START) -> None:
        self._now = now
        self._lock = threading.Lock()

    def time(self) -> float:
        return self._now

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        self.advance(max(seconds, 0.0))

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        with self._lock:
            self._now += seconds
