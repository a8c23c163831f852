"""Very long threads: seconds, memory, and how the time grows, for pages made up on the spot.

    python tests/benchmarks/long_threads.py [--most N]

Four kinds of page: WordPress's markup and one that no system prints, each flat and nested as deep as a page may be
(5,000 levels). Every page is read in a process of its own. The slope is the exponent of the growth: 1 is linear.
"""

from __future__ import annotations

import argparse
import math
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import scraper
from scraper.page.limits import MAX_PAGE_BYTES

URL = "http://quayside.example/tides/"
MOST = 100_000
DEEPEST = 5_000
SECONDS, MEGABYTES, SLOPE = 60.0, 2_000.0, 1.15

START = "<!DOCTYPE html><html><title>Tides</title><article><h1>Tides</h1><p>They come and go.</p></article>"


def wordpress(number: int, depth: int) -> tuple[str, str]:
    """A comment in WordPress's markup, and what opens the list of the answers to it."""
    comment = (
        f'<li id="comment-{number}" class="comment depth-{min(depth, 9) + 1}"><cite class="fn">Ada {number % 89}</cite>'
        f'<time datetime="2012-12-{number % 28 + 1:02}"></time><p>High at {number % 12}.</p>'
    )
    return comment, "<ul class=children>"


def generic(number: int, depth: int) -> tuple[str, str]:
    """A comment that says what its parts are, and no more."""
    comment = (
        f"<div class=comment><b class=author>Ada {number % 89}</b> <i class=date>2012-12-{number % 28 + 1:02}</i>"
        f"<p>High at {number % 12}.</p>"
    )
    return comment, ""


Markup = Callable[[int, int], tuple[str, str]]
KINDS: dict[str, tuple[Markup, str, str]] = {
    "wordpress": (wordpress, "<ol class=comment-list>", "</li>"),
    "generic": (generic, '<div class="comments">', "</div>"),
}


def page(kind: str, count: int, deepest: int) -> bytes:
    """A page of `count` comments, in chains of `deepest` answers."""
    comment, opening, end = KINDS[kind]
    pieces, closing = [START, f'<section id="comments">{opening}'], [""]
    for number in range(count):
        depth = number % deepest
        shown, answers = comment(number + 100, depth)
        if depth == 0:
            pieces.extend(reversed(closing))
            closing = []
        pieces += [shown, answers] if deepest > 1 else [shown]
        closing += [end, "</ul>"] if answers and deepest > 1 else [end]
    return "".join([*pieces, *reversed(closing), "</section></html>"]).encode()


@dataclass(frozen=True)
class Measured:
    """What reading one page took."""

    count: int
    seconds: float
    megabytes: float


def measure(kind: str, count: int, deepest: int) -> Measured:
    """Read a page in a process of its own."""
    words = [sys.executable, "-m", "tests.benchmarks.long_threads", "--one", kind, str(count), str(deepest)]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    seconds, megabytes = map(float, told.split())
    return Measured(count, seconds, megabytes)


def read_one(kind: str, count: int, deepest: int) -> str:
    """Seconds, and megabytes at the most, for reading one page. It must come out as it was made."""
    data = page(kind, count, deepest)
    assert len(data) <= MAX_PAGE_BYTES
    begun = time.process_time()
    thread = scraper.parse(data, URL)
    seconds = time.process_time() - begun
    assert len(thread.comments) == count, len(thread.comments)
    assert max(comment.depth for comment in thread.comments) == min(deepest, count) - 1
    unit = 1 if sys.platform == "darwin" else 1024
    return f"{seconds} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6}"


def slope(measured: Sequence[Measured]) -> float:
    """The exponent of time by number of comments, least squares on the logarithms."""
    xs, ys = [math.log(each.count) for each in measured], [math.log(each.seconds) for each in measured]
    return statistics.linear_regression(xs, ys).slope


def report(most: int) -> int:
    """Print the figures; returns how many limits are not kept."""
    missed = 0
    print(f"{'':<20} {'comments':>9} {'seconds':>8} {'MB':>7}")
    for kind in KINDS:
        for deepest in (1, DEEPEST):
            name = f"{kind} {'flat' if deepest == 1 else 'nested'}"
            measured = []
            for count in (most // 16, most // 8, most // 4, most // 2, most):
                measured.append(measure(kind, count, deepest))
                print(f"{name:<20} {count:>9,} {measured[-1].seconds:>8.1f} {measured[-1].megabytes:>7.0f}", flush=True)
            grown = slope(measured)
            kept = grown <= SLOPE and measured[-1].seconds <= SECONDS and measured[-1].megabytes <= MEGABYTES
            missed += not kept
            limits = f"limits {SECONDS:g} s, {MEGABYTES:,.0f} MB, slope {SLOPE}"
            print(f"{name:<20} slope {grown:.2f}; {limits}: {'kept' if kept else 'NOT KEPT'}", flush=True)
    return missed


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 1 when a limit is not kept."""
    parser = argparse.ArgumentParser(description="Seconds and memory for very long threads.")
    parser.add_argument("--most", type=int, default=MOST, help=f"comments of the longest (default {MOST})")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    if options.one:
        kind, count, deepest = options.one
        sys.stdout.write(read_one(kind, int(count), int(deepest)))
        return 0
    return int(report(options.most) > 0)


if __name__ == "__main__":
    sys.exit(main())
