"""The one clock that waiting and dating go by, so that tests can replace it."""

import threading
import time


class Clock:
    """The computer's clock: what time it is, and how to let it pass."""

    def time(self) -> float:
        """Seconds since 1970, UTC."""
        return time.time()

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        """Return after `seconds`, or as soon as `stop` is set."""
        stop.wait(seconds)
