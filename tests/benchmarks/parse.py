"""How many pages a second: lexbor alone, BeautifulSoup's parse of the threads' regions, the thread, the whole of
`scraper.parse`, and trafilatura beside them; with the limits that the first and the last set to the others.

    python tests/benchmarks/parse.py FOLDER_OF_PAGES [--rounds N]

All read the same pages in one process, by turns within each round, so that whatever else the machine does falls on
each of them alike; each begins without garbage, so that it pays for clearing away its own and nobody else's. Of each
page the fastest of the rounds counts: what else happens only ever adds to the time. A page that a reader refuses counts
with the time it took. Very long threads are measured by tests/benchmarks/long_threads.py.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

import scraper
from scraper.comments import reader
from scraper.comments.fields import read
from scraper.comments.fields.soup import own_parts
from scraper.errors import ScraperError
from scraper.page.encoding import decode
from scraper.page.page import read_page

URL = "http://blog.example/a-page/"


@dataclass(frozen=True)
class Sample:
    """One page: its bytes, its text, for readers that are not asked to decode, and the HTML of its thread's regions."""

    name: str
    data: bytes
    text: str
    regions: tuple[str, ...] = ()


Reader = Callable[[Sample], object]


@dataclass
class Times:
    """Seconds of the processor that one reader took: for each round and page."""

    rounds: list[list[float]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    def pages_a_second(self) -> float:
        """Over all pages."""
        return len(self.by_page()) / sum(self.by_page())

    def by_page(self) -> list[float]:
        """The shortest time of each page, in the pages' order."""
        return [min(seconds) for seconds in zip(*self.rounds, strict=True)]


def lexbor(sample: Sample) -> object:
    """The tree alone, from text."""
    return LexborHTMLParser(sample.text).body


def soup(sample: Sample) -> object:
    """BeautifulSoup's own parse of the regions that hold comments, as they are handed over."""
    return [BeautifulSoup(html, "html.parser") for html in sample.regions]


def page(sample: Sample) -> object:
    """Bytes to Page: limits, decoding, the tree, the page's head."""
    return read_page(sample.data, URL)


def thread(sample: Sample) -> object:
    """Bytes to comments: all that `page` does, and the thread."""
    return reader.read_comments(read_page(sample.data, URL))


def whole(sample: Sample) -> object:
    """Bytes to Thread: all that the scraper does with a page."""
    return scraper.parse(sample.data, URL)


def trafilatura(sample: Sample) -> object:
    """The article with comments and metadata, from text."""
    from trafilatura import bare_extraction

    return bare_extraction(sample.text, url=URL, include_comments=True, with_metadata=True)


READERS: Mapping[str, Reader] = {
    "lexbor alone": lexbor,
    "soup of regions": soup,
    "page": page,
    "thread": thread,
    "scraper.parse": whole,
    "trafilatura": trafilatura,
}


def samples(folder: Path) -> list[Sample]:
    """The pages below a folder."""
    paths = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in (".html", ".htm") and path.is_file())
    read = ((path.name, path.read_bytes()) for path in paths)
    return [Sample(name, data, decode(data, None), _regions(data)) for name, data in read]


def _regions(data: bytes) -> tuple[str, ...]:
    """The HTML of a page's regions of comments, as lexbor writes it."""
    found: list[str] = []

    def noted(html: str) -> dict[int, str]:
        found.append(html)
        return own_parts(html)

    with patch.object(read, "own_parts", noted):
        try:
            return tuple(found) if reader.read_comments(read_page(data, URL)).comments else ()
        except ScraperError:
            return ()


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
        else:
            gc.collect()
            gc.freeze()  # modules and caches: looking them through before each page would take minutes
    gc.unfreeze()
    return times


def _timed(reader: Reader, page: Sample) -> tuple[float, bool]:
    gc.collect()
    begun = time.process_time()
    try:
        result = reader(page)
    except ScraperError:
        result = None
    return time.process_time() - begun, result is not None


def report(pages: Sequence[Sample], times: Mapping[str, Times]) -> str:
    """The figures as a table."""
    size = sum(len(page.data) for page in pages)
    lines = [
        f"{len(pages)} pages, {size / 1e6:.1f} MB",
        "",
        f"{'':<15} {'pages/s':>8} {'MB/s':>7} {'median ms':>10} {'slowest ms':>11} {'refused':>8}",
    ]
    for name, each in times.items():
        speed, by_page = each.pages_a_second(), each.by_page()
        lines.append(
            f"{name:<15} {speed:>8.1f} {speed * size / len(pages) / 1e6:>7.2f} "
            f"{statistics.median(by_page) * 1e3:>10.2f} {max(by_page) * 1e3:>11.1f} {len(each.refused):>8}"
        )
    lines += ["", *_limits(times)]
    slowest = max(zip(times["scraper.parse"].by_page(), pages, strict=True), key=lambda pair: pair[0])
    lines += ["", f"slowest for scraper.parse: {slowest[1].name}"]
    return "\n".join(lines)


THREAD_TO_SOUP = 3.0
"""How many times as long the thread may take, once the page is read, as BeautifulSoup takes to parse its regions."""


def _limits(times: Mapping[str, Times]) -> Iterator[str]:
    """Each figure that has a limit, and whether it keeps it."""
    speeds = {name: each.pages_a_second() for name, each in times.items()}
    thread = 1 / speeds["thread"] - 1 / speeds["page"]
    for what, figure, limit in (
        ("thread to soup of regions", speeds["soup of regions"] * thread, THREAD_TO_SOUP),
        ("scraper.parse to trafilatura", speeds["trafilatura"] / speeds["scraper.parse"], 1.0),
    ):
        kept = "kept" if figure <= limit else "NOT KEPT"
        yield f"{what:<30} {figure:>5.2f} times as long, limit {limit:.2f}: {kept}"


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
