"""Archived comment threads: threads in, SQLite out.

from archive import Archive

with Archive.open("afterword.db") as archive:
    archive.save(thread)
"""

from archive.errors import ArchiveError
from archive.store import Archive
from archive.visit import Saved, Validators, Visit

__all__ = ["Archive", "ArchiveError", "Saved", "Validators", "Visit"]
