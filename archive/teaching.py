"""Which rules and comment systems a command reads pages with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from scraper.comments.systems import System


def rules(files: Sequence[Path] | None) -> tuple[System, ...]:
    """The rules of the files named, then those in the user's configuration folder. Raises RulesError.

    Packages that bring comment systems are loaded as well, so that what is wrong with one is told here: worker
    processes have nobody to tell.
    """
    from scraper.comments.systems.plugins import installed
    from scraper.rules import load, users_files

    installed()
    return load([*(files or ()), *users_files()])
