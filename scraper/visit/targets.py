"""What a person may ask to scrape: addresses, saved pages, folders of them, text dumps, and lists of all these."""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scraper.fetch.errors import FetchError
from scraper.page.sniff import kind_of, look
from scraper.urls import normalise, shown

LOOK = 256 * 1024
MAX_LIST_BYTES = 16 * 1024 * 1024
STDIN = "-"
_WEB = re.compile(r"https?://", re.IGNORECASE)
_DUMP_NAMES = frozenset({"", ".txt", ".text"})
_PAGE_NAMES = frozenset({".html", ".htm", ".xhtml"})


@dataclass(frozen=True, slots=True)
class WebPage:
    """An address: of a page, or of a feed that lists pages."""

    url: str


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A file: a saved page, a text dump, or a saved feed."""

    path: Path


@dataclass(frozen=True, slots=True)
class Unusable:
    """What cannot be scraped, and why, in one line."""

    what: str
    why: str


Target = WebPage | SavedPage | Unusable


def expand(words: Iterable[str], stdin: Iterable[str] = ()) -> Iterator[Target]:
    """The single targets that words stand for: addresses, files, folders, lists of them, `-` for a list on `stdin`.

    Each address and each file comes once. A file is taken for a list when each of its lines is an address or names
    something that exists. Of a folder come the pages, and the text where its name ends as text's names do: among a
    saved page's parts are scripts, which are text as well.
    """
    seen: set[object] = set()
    waiting = [*words][::-1]
    while waiting:
        word = waiting.pop().strip()
        if word == STDIN:
            waiting += [*_lines(stdin)][::-1]
            continue
        for found in _targets(word):
            if isinstance(found, list):
                if ("list", word) not in seen:
                    seen.add(("list", word))
                    waiting += found[::-1]
            elif found not in seen:
                seen.add(found)
                yield found


def web_page(url: str) -> WebPage | Unusable:
    """The target that an address is. What is wrong with it otherwise shows when it is fetched."""
    try:
        return WebPage(normalise(url) if "@" not in url else url)
    except FetchError as error:
        return Unusable(url, str(error))


def _targets(word: str) -> Iterator[Target | list[str]]:
    if _WEB.match(word):
        yield web_page(word)
        return
    path, is_folder, is_file = Path(word), False, False
    with suppress(OSError, ValueError):  # a name too long, or with a NUL
        is_folder, is_file = path.is_dir(), path.is_file()
    if is_folder and word:
        yield from _in_folder(path)
    elif is_file:
        yield _listed(path) or SavedPage(path.resolve())
    else:
        yield Unusable(word, f"{shown(word)}: no such file, and no address; addresses begin with http:// or https://")


def _in_folder(folder: Path) -> Iterator[Target]:
    found = False
    for place, folders, names in os.walk(folder):
        kept = {name.rpartition(".")[0] for name in names if Path(name).suffix.lower() in _PAGE_NAMES}
        # Browsers put a page's parts into "<page>_files", other pages' frames and advertisements among them.
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name.removesuffix("_files") not in kept
        )
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and path.is_file() and _looks_like_page(path):
                found = True
                yield SavedPage(path.resolve())
    if not found:
        yield Unusable(str(folder), f"{shown(str(folder))}: the folder holds no saved pages")


def _looks_like_page(path: Path) -> bool:
    kind = kind_of(_head(path, LOOK))
    return kind in ("html", "mhtml") or (kind == "text" and path.suffix.lower() in _DUMP_NAMES)


def _listed(path: Path) -> list[str]:
    """The targets that a file lists, if it plainly is a list."""
    head = _head(path, MAX_LIST_BYTES)
    lines = list(_lines((look(head) or "").splitlines())) if kind_of(head) == "text" else []
    return lines if all(map(_is_target, lines)) else []


def _is_target(line: str) -> bool:
    if _WEB.match(line):
        return len(line.split()) == 1
    with suppress(OSError, ValueError):
        return line != STDIN and Path(line).exists()
    return False


def _lines(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        stripped = line.strip().removeprefix("\N{BYTE ORDER MARK}")
        if stripped and not stripped.startswith("#"):
            yield stripped


def _head(path: Path, size: int) -> bytes:
    with suppress(OSError), path.open("rb") as file:
        return file.read(size)
    return b""
