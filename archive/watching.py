"""The work of `afterword add`: find out what words stand for, show it, and watch it."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from archive import console, opml, plan, sources
from archive.errors import ArchiveError
from archive.sources import Source
from archive.store import Archive
from archive.targets import SavedPage, Unusable, WebPage, expand
from archive.terminal import json_text, one_line
from archive.values import now
from scraper.errors import ScraperError
from scraper.fetch import Fetcher
from scraper.fetch.finding import find, history_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.fetch import Policy

SHOWN = 2
"""Lists of older pages that are named one by one."""

_UNITS = {"feed": ("page", "pages"), "sitemap": ("address", "addresses"), "archive": ("page", "pages")}


@dataclass(frozen=True, slots=True)
class Wish:
    """How the sources are to be watched: what `Source` says of labels, patterns, delay and rules.

    `single`: pages alone. `backfill`: also whatever older pages the site's sitemaps, its feed's further pages or its
    archive list.
    """

    labels: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    delay: float | None = None
    rules: tuple[str, ...] = ()
    channels: str | None = None
    single: bool = False
    backfill: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    source: Source
    listed: int | None = None
    note: str | None = None
    history: tuple[tuple[str, str], ...] = ()


def add(words: Sequence[str], path: Path, policy: Policy, wish: Wish, *, dry_run: bool, as_json: bool) -> int:
    """Watch what the words stand for; returns the exit code: 1 when one could not be had. Raises ArchiveError.

    A word is an address, a file that lists such, an OPML or JSON file of sources, or `-` for a list on standard
    input. One line for each source goes to standard output.
    """
    failed = False
    with ExitStack() as stack:
        fetcher = stack.enter_context(Fetcher(policy))
        archive: Archive | None = None
        for found in _found(words, fetcher, wish):
            if isinstance(found, str):
                failed = True
                console.complain(found)
                continue
            source, is_new = _wished(found.source, wish), True
            if not dry_run:
                archive = archive or stack.enter_context(Archive.open(path))
                with archive.transaction() as db:
                    source, is_new = sources.add(db, source, now())
                    for kind, url in found.history:
                        plan.add_history(db, source, url, kind, now())
            _tell(replace(found, source=source), is_new=is_new, as_json=as_json)
    return int(failed)


def _found(words: Sequence[str], fetcher: Fetcher, wish: Wish) -> Iterator[_Found | str]:
    """What each word stands for, or in one line why it stands for nothing."""
    listed = [word for word in words if _is_list_of_sources(word)]
    for word in listed:
        yield from (_Found(source) for source in _read_list(Path(word)))
    for target in expand([word for word in words if word not in listed], sys.stdin):
        if isinstance(target, Unusable):
            yield target.why
        elif isinstance(target, SavedPage):
            yield f"{target.path}: a file is not watched; name the address, or a list of them"
        else:
            yield _look(target, fetcher, wish)


def _look(target: WebPage, fetcher: Fetcher, wish: Wish) -> _Found | str:
    try:
        finding = find(fetcher, target.url, single=wish.single)
    except ScraperError as error:
        return str(error)
    source = Source(finding.url, finding.kind, title=finding.title, home=finding.home)
    history = tuple(history_of(fetcher, finding)) if wish.backfill else ()
    return _Found(source, finding.listed, finding.note, history)


def _wished(source: Source, wish: Wish) -> Source:
    return replace(
        source,
        labels=tuple(dict.fromkeys((*source.labels, *wish.labels))),
        include=(*source.include, *wish.include),
        exclude=(*source.exclude, *wish.exclude),
        delay=source.delay if wish.delay is None else wish.delay,
        rules=tuple(dict.fromkeys((*source.rules, *wish.rules))),
        channels=wish.channels or source.channels,
    )


def _is_list_of_sources(word: str) -> bool:
    head = _head(word)
    return opml.is_opml(head) or head.lstrip().startswith((b"[", b"{"))


def _head(word: str) -> bytes:
    try:
        with Path(word).open("rb") as file:
            return file.read(4096)
    except (OSError, ValueError):
        return b""


def _read_list(path: Path) -> list[Source]:
    data = path.read_bytes()
    if opml.is_opml(data):
        return opml.read(data, str(path))
    try:
        text = data.decode("utf-8-sig")
        whole = (
            [json.loads(line) for line in text.splitlines() if line.strip()] if text[:1] == "{" else json.loads(text)
        )
        return [sources.from_dict(document) for document in whole]
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ArchiveError(f"{path}: not a list of sources ({' '.join(str(error).split())})") from None


def _tell(found: _Found, *, is_new: bool, as_json: bool) -> None:
    source = found.source
    if as_json:
        console.emit([json_text({**source.as_dict(), "listed": found.listed, "note": found.note, "new": is_new})])
        return
    parts = [f"“{source.title}”"] if source.title else []
    if found.listed is not None:
        parts.append(f"lists {found.listed:,} {_UNITS[source.kind][found.listed != 1]}")
    parts += [f"and older pages by {url}" for _, url in found.history[:SHOWN]]
    parts += [f"and by {len(found.history) - SHOWN:,} more lists"] if len(found.history) > SHOWN else []
    parts += [f"[{', '.join(source.labels)}]"] if source.labels else []
    parts += [found.note] if found.note else []
    parts += [] if is_new else ["watched already"]
    console.emit([f"{source.kind:<7}  {one_line(source.url)}  {one_line(', '.join(parts))}".rstrip()])
