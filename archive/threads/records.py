"""Comments on their way into rows: as they come, and as they are stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.db.rows import Row


@dataclass(slots=True)
class Incoming:
    """One listed comment on its way into the archive."""

    comment: int
    seen: Row
    stored: Row | None
    version: int = 1
    edited: bool = False
    method: str = "new"


@dataclass(slots=True)
class Stored:
    """The comments of an article as they stand in the file."""

    rows: dict[int, Row] = field(default_factory=dict)
    ids: dict[int, set[str]] = field(default_factory=dict)
    """The ids of each comment in the numbering of the thread that is being saved."""
    earlier: dict[int, list[tuple[str | None, str]]] = field(default_factory=dict)
    """Author and text of each version, of comments that have several."""
