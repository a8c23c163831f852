"""The one clock that waiting and dating go by, so that tests can replace it."""

import threading
import time
from dataclasses import dataclass
from typing import Protocol


class Clock(Protocol):
    """What time it is, and how to let it pass."""

    def time(self) -> float:
        """Seconds since 1970, UTC."""

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        """Return after `seconds`, or as soon as `stop` is set."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The computer's clock."""

    def time(self) -> float:
        return time.time()

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        stop.wait(seconds)
