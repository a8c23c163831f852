"""A place to run a session in, and how what its commands print is compared with what a page shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from tests.docs.blocks import INSTALL, ROOT

TOUR = "127.0.0.1:8900"
"""Where the tour has the living blog; the tests' one is on any free port."""

SUBSTITUTIONS = {
    re.escape(INSTALL): "",  # installed already
    re.escape(".venv/bin/"): "",
    r"afterword scrape (?=http|- )": "afterword scrape --delay 0 ",  # the living blog has no need of pauses
    r"afterword run(?= |$)": "afterword run --delay 0",
    re.escape("FOLDER_OF_PAGES"): "saved --rounds 1",
}


@dataclass(frozen=True)
class Place:
    """A folder, the environment of commands in it, and the address of the living blog."""

    folder: Path
    blog: str
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, script: str) -> str:
        """Run a script, and return what it prints, errors included. An `export` holds for later scripts."""
        exported = re.fullmatch(r"export (\w+)=(\S+)", script)
        if exported:
            self.environment[exported[1]] = exported[2]
            return ""
        for written, meant in SUBSTITUTIONS.items():
            script = re.sub(written, meant, script, flags=re.MULTILINE)
        served = urlsplit(self.blog).netloc
        done = subprocess.run(
            ["bash", "-c", script.replace(TOUR, served or TOUR)], cwd=self.folder, env=self.environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=120,
            check=False,
        )  # fmt: skip
        return done.stdout.replace(served, TOUR) if served else done.stdout


def make_place(folder: Path, blog: str = "", *, proxy: bool = True) -> Place:
    """A place in a folder. `proxy`: the blog answers for every host, so that invented addresses lead to it."""
    (folder / "tests").symlink_to(ROOT / "tests")
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),  # the tree that these pages lie in, whatever else is installed
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "COLUMNS": "80",
    }
    return Place(folder, blog, {**environment, "HTTP_PROXY": blog} if proxy else environment)


def example(page: str, title: str, pages: Mapping[str, str]) -> str:
    """The block of a page that has a title."""
    found = re.search(rf'^```\w+ title="{re.escape(title)}"\n(.*?)^```', pages[page], re.MULTILINE | re.DOTALL)
    assert found is not None, f"{page} has no example {title!r}"
    return found[1]


_UID = re.compile(r"\b(?=[a-z]*\d)[0-9a-hjkmnp-tv-z]{26}\b")
_SHORT_UID = re.compile(r"^(?=[a-z]*\d)[0-9a-hjkmnp-tv-z]{8,12}(?=  )", re.MULTILINE)
_SEEN = re.compile(r"\b20[2-9]\d-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
_COLUMNS = re.compile(r"(?<=\S) {2,}(?=\S)|(?<=─)─+")
_PAGE_LINE = re.compile(r"(new|changed|unchanged|gone|suspect|failed|refused) +(http|file)")


def comparable(text: str, folder: Path) -> list[str]:
    """Lines without what differs from run to run: uids, times of visits, the folder, the width of columns, and the
    order in which pages that are read side by side are finished."""
    text = _UID.sub("UID", text.replace(str(folder.resolve()), "/home/me").replace(str(folder), "/home/me"))
    text = _SEEN.sub("WHEN", _SHORT_UID.sub("UID", text))
    lines = [_COLUMNS.sub("  ", line.rstrip()).replace("─  ", "─").rstrip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return list(_pages_sorted(lines))


def _pages_sorted(lines: list[str]) -> Iterator[str]:
    for are_pages, group in groupby(lines, lambda line: _PAGE_LINE.match(line) is not None):
        lines_of_one_kind = list(group)
        yield from sorted(lines_of_one_kind) if are_pages else lines_of_one_kind


def agree(shown: list[str], printed: list[str]) -> bool:
    """Whether the lines are the same; `...` stands for any number of them."""
    if "..." not in shown:
        return shown == printed
    place = shown.index("...")
    rest = shown[place + 1 :]
    if shown[:place] != printed[:place]:
        return False
    return any(agree(rest, printed[start:]) for start in range(place, len(printed) + 1))
