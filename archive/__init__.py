"""Archived comment threads: threads in, SQLite out.

from archive import Archive, scrape

with Archive.open("afterword.db") as archive:
    scrape(["https://quayside.example/feed/"], archive)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.errors import ArchiveError
    from archive.run.report import Summary
    from archive.run.scrape import scrape
    from archive.store import Archive
    from archive.threads.records import Saved
    from scraper.visit.records import Outcome, Validators, Visit

__all__ = ["Archive", "ArchiveError", "Outcome", "Saved", "Summary", "Validators", "Visit", "scrape"]

_HOMES = {
    "ArchiveError": "archive.errors",
    "Archive": "archive.store",
    "Outcome": "scraper.visit.records",
    "Saved": "archive.threads.records",
    "Summary": "archive.run.report",
    "Validators": "scraper.visit.records",
    "Visit": "scraper.visit.records",
    "scrape": "archive.run.scrape",
}


def __getattr__(name: str) -> Any:
    """Import on first use (PEP 562), so that the command answers `--help` without loading the archive."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
