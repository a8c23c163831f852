"""Comment systems that other packages bring: the entry-point group `afterword.systems` (provisional until 1.0).

An entry point names a System, or a sequence of them.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from scraper.comments.systems.selectors import check
from scraper.comments.systems.system import System
from scraper.text import squeeze

if TYPE_CHECKING:
    from bs4 import Tag

GROUP = "afterword.systems"


@dataclass(frozen=True, slots=True)
class Installed:
    """The systems of all packages, and for each package that brings some `name version`."""

    systems: tuple[System, ...] = ()
    packages: tuple[str, ...] = ()


@cache
def installed() -> Installed:
    """What packages bring, in the order of their names. Looked up once in a process.

    One that cannot be used is told in one line of the log, which goes to standard error where nobody has set up
    logging, and left out. So is a `prepare` that fails, for the comment that it fails on, and told once.
    """
    systems: list[System] = []
    packages: dict[str, None] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        package = f"{point.dist.name} {point.dist.version}" if point.dist is not None else point.value
        what = f"{package}: its comment system {point.name}"
        try:
            systems += [_guarded(system, what) for system in _systems(point)]
        except Exception as error:  # noqa: BLE001 whatever it is, it must not stop the pages of other systems
            _tell(what, error)
            continue
        packages[package] = None
    return Installed(tuple(systems), tuple(packages))


def _systems(point: EntryPoint) -> list[System]:
    found = point.load()
    systems = [found] if isinstance(found, System) else list(found)
    for system in systems:
        if not isinstance(system, System):
            raise TypeError(f"{point.value} holds {type(system).__name__}, no System")
        check(system)
    return systems


def _guarded(system: System, what: str) -> System:
    """The system with a `prepare` that fails for no page."""
    if system.prepare is None:
        return system
    prepare = system.prepare
    failed = False

    def guarded(comment: Tag) -> None:
        nonlocal failed
        try:
            prepare(comment)
        except Exception as error:  # noqa: BLE001 as above
            if not failed:
                _tell(what, error)
            failed = True

    return replace(system, prepare=guarded)


def _tell(what: str, error: Exception) -> None:
    why = squeeze(str(error))
    logging.getLogger(__name__).warning("%s cannot be used: %s: %s", what, type(error).__name__, why)
