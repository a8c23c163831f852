"""What a word given to `add` stands for: a blog, a feed, a page, a list."""

import json
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.errors import ArchiveError
from archive.sources import opml, sources
from archive.sources.sources import Source
from scraper.discovery.find import find, history_of
from scraper.errors import ScraperError
from scraper.fetch import Fetcher
from scraper.visit.targets import SavedPage, Unusable, expand


@dataclass(frozen=True, slots=True)
class Found:
    source: Source
    listed: int | None = None
    note: str | None = None
    history: tuple[tuple[str, str], ...] = ()


def find_sources(words: Sequence[str], fetcher: Fetcher, *, single: bool, backfill: bool) -> Iterator[Found | str]:
    """What each word stands for, or in one line why it stands for nothing.

    `single`: pages alone. `backfill`: also whatever older pages the site's sitemaps, its feed's further pages or its
    archive list.
    """
    listed = [word for word in words if _is_list_of_sources(word)]
    for word in listed:
        yield from (Found(source) for source in _read_list(Path(word)))
    for target in expand([word for word in words if word not in listed], sys.stdin):
        if isinstance(target, Unusable):
            yield target.why
        elif isinstance(target, SavedPage):
            yield f"{target.path}: a file is not watched; name the address, or a list of them"
        else:
            try:
                finding = find(fetcher, target.url, single=single)
            except ScraperError as error:
                yield str(error)
                continue
            history = tuple(history_of(fetcher, finding)) if backfill else ()
            source = Source(finding.url, finding.kind, title=finding.title, home=finding.home)
            yield Found(source, finding.listed, finding.note, history)


def _is_list_of_sources(word: str) -> bool:
    try:
        with Path(word).open("rb") as file:
            head = file.read(4096)
    except (OSError, ValueError):
        return False
    return opml.is_opml(head) or head.removeprefix(BOM_UTF8).lstrip().startswith((b"[", b"{"))


def _read_list(path: Path) -> list[Source]:
    data = path.read_bytes()
    if opml.is_opml(data):
        return opml.read(data, str(path))
    try:
        text = data.decode("utf-8-sig")
        text = f"[{','.join(filter(str.strip, text.splitlines()))}]" if text.startswith("{") else text
        return [sources.from_dict(document) for document in json.loads(text)]
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ArchiveError(f"{path}: not a list of sources ({' '.join(str(error).split())})") from None
