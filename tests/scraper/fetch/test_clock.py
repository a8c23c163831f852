"""The clock that waiting goes by."""

from __future__ import annotations

import threading
import time

import pytest

from scraper.fetch import Clock


def test_the_time_is_that_of_the_computer_in_seconds_since_1970() -> None:
    before = time.time()
    assert before <= Clock().time() <= time.time()


def test_sleeping_takes_its_time() -> None:
    begun = time.monotonic()
    Clock().sleep(0.05, threading.Event())
    assert time.monotonic() - begun >= 0.049


@pytest.mark.parametrize("early", [0.0, 0.05])
def test_sleeping_ends_as_soon_as_it_is_told_to_stop(early: float) -> None:
    stop = threading.Event()
    timer = threading.Timer(early, stop.set)
    timer.start()
    begun = time.monotonic()
    Clock().sleep(60, stop)
    timer.join()
    assert time.monotonic() - begun < 30
