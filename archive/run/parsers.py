"""Which rules and comment systems a command reads pages with, and the processes that do it."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from archive.errors import InvalidValue
from archive.store import Archive
from scraper.comments.systems import System
from scraper.comments.systems.plugins import installed
from scraper.errors import RulesError
from scraper.site_rules import load, users_files
from scraper.urls import site_host
from scraper.workers import Workers

PARSE_SECONDS = 60.0
"""How long one page may keep its parser."""


def rules(files: Sequence[Path] | None) -> tuple[System, ...]:
    """The rules of the files named, then those in the user's configuration folder. InvalidValue names what is wrong.

    Packages that bring comment systems are loaded as well, so that what is wrong with one is told here: worker
    processes have nobody to tell.
    """
    installed()
    return _stated([*(files or ()), *users_files()])


def readable(files: Iterable[Path]) -> tuple[str, ...]:
    """The absolute paths of files of rules, once they were read. InvalidValue names one that cannot be."""
    paths = [file.expanduser().absolute() for file in files]
    _stated(paths)
    return tuple(map(str, paths))


def _stated(files: Iterable[Path]) -> tuple[System, ...]:
    try:
        return tuple(load(files))
    except RulesError as error:
        raise InvalidValue(str(error)) from error


def of_sources(archive: Archive) -> tuple[System, ...]:
    """The rules of the sources that an archive watches. RulesError names the source with a file that cannot be read.

    A rule there that names no hosts holds for those of the source's address, and of the page that led to it.
    """
    found: list[System] = []
    for source in archive.sources():
        try:
            own = load(map(Path, source.rules))
        except RulesError as error:
            raise RulesError(f"the rules of {source.url}: {error}; `afterword edit --rules` names others") from None
        hosts = tuple(dict.fromkeys(site_host(url) for url in (source.url, source.home) if url))
        found += (replace(rule, hosts=rule.hosts or hosts) for rule in own)
    return tuple(found)


def workers(rules: Sequence[System]) -> Workers:
    """The processes that parse a command's pages; they start when first needed."""
    return Workers(min(4, os.cpu_count() or 1), deadline=PARSE_SECONDS, rules=rules)
