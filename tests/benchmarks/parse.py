"""How many pages a second: lexbor alone, the thread, the whole of `scraper.parse`, and trafilatura beside them.

    python tests/benchmarks/parse.py FOLDER_OF_PAGES [--rounds N]

All read the same pages in one process, by turns within each round, so that whatever else the machine does falls on
each of them alike. Figures are medians over the rounds. A page that a reader refuses counts with the time it took.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

import scraper
from scraper.comments.reader import read_comments
from scraper.errors import ScraperError
from scraper.page import read_page
from scraper.text import decode

URL = "http://blog.example/a-page/"


@dataclass(frozen=True)
class Sample:
    """One page: its bytes, and its text, for readers that are not asked to decode."""

    name: str
    data: bytes
    text: str


Reader = Callable[[Sample], object]


@dataclass
class Times:
    """Seconds that one reader took: for each round and page."""

    rounds: list[list[float]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    def pages_a_second(self) -> float:
        """The median over the rounds."""
        return statistics.median(len(seconds) / sum(seconds) for seconds in self.rounds)

    def by_page(self) -> list[float]:
        """The median time of each page, in the pages' order."""
        return [statistics.median(seconds) for seconds in zip(*self.rounds, strict=True)]


def lexbor(sample: Sample) -> object:
    """The tree alone, from text."""
    return LexborHTMLParser(sample.text).body


def thread(sample: Sample) -> object:
    """Bytes to comments: limits, decoding, the tree, the page's head, the thread."""
    return read_comments(read_page(sample.data, URL))


def whole(sample: Sample) -> object:
    """Bytes to Thread: all that the scraper does with a page."""
    return scraper.parse(sample.data, URL)


def trafilatura(sample: Sample) -> object:
    """The article with comments and metadata, from text."""
    from trafilatura import bare_extraction

    return bare_extraction(sample.text, url=URL, include_comments=True, with_metadata=True)


READERS: Mapping[str, Reader] = {
    "lexbor alone": lexbor,
    "thread": thread,
    "scraper.parse": whole,
    "trafilatura": trafilatura,
}


def samples(folder: Path) -> list[Sample]:
    """The pages below a folder."""
    paths = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in (".html", ".htm") and path.is_file())
    read = ((path.name, path.read_bytes()) for path in paths)
    return [Sample(name, data, decode(data, None)) for name, data in read]


def measure(pages: Sequence[Sample], rounds: int) -> dict[str, Times]:
    """Every reader over every page, `rounds` times, after one round that is not counted: imports and caches fill."""
    times = {name: Times() for name in READERS}
    for number in range(rounds + 1):
        taken: dict[str, list[float]] = {name: [] for name in READERS}
        for place, page in enumerate(pages):
            names = list(READERS)
            turn = (number + place) % len(names)  # none always comes after the same neighbour
            for name in names[turn:] + names[:turn]:
                seconds, read = _timed(READERS[name], page)
                taken[name].append(seconds)
                if not read:
                    times[name].refused.add(page.name)
        if number:
            for name, seconds_each in taken.items():
                times[name].rounds.append(seconds_each)
    return times


def _timed(reader: Reader, page: Sample) -> tuple[float, bool]:
    begun = time.perf_counter()
    try:
        result = reader(page)
    except ScraperError:
        result = None
    return time.perf_counter() - begun, result is not None


def report(pages: Sequence[Sample], times: Mapping[str, Times]) -> str:
    """The figures as a table."""
    size = sum(len(page.data) for page in pages)
    lines = [
        f"{len(pages)} pages, {size / 1e6:.1f} MB",
        "",
        f"{'':<14} {'pages/s':>8} {'MB/s':>7} {'median ms':>10} {'slowest ms':>11} {'refused':>8}",
    ]
    for name, each in times.items():
        speed, by_page = each.pages_a_second(), each.by_page()
        lines.append(
            f"{name:<14} {speed:>8.1f} {speed * size / len(pages) / 1e6:>7.2f} "
            f"{statistics.median(by_page) * 1e3:>10.2f} {max(by_page) * 1e3:>11.1f} {len(each.refused):>8}"
        )
    slowest = max(zip(times["scraper.parse"].by_page(), pages, strict=True), key=lambda pair: pair[0])
    lines += ["", f"slowest for scraper.parse: {slowest[1].name}"]
    return "\n".join(lines)


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description="Pages a second, of each reader, over the pages of a folder.")
    parser.add_argument("folder", type=Path, metavar="FOLDER_OF_PAGES")
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count (default 5)")
    options = parser.parse_args(words)
    pages = samples(options.folder)
    if not pages or options.rounds < 1:
        sys.stderr.write(f"{options.folder}: no .html pages there\n" if not pages else "--rounds must be above zero\n")
        return 2
    print(report(pages, measure(pages, options.rounds)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
