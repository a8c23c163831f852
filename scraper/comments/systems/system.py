"""The make of a comment system."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scraper.comments.fields import Hints

if TYPE_CHECKING:
    from bs4 import Tag


@dataclass(frozen=True, slots=True)
class System:
    """A comment system: a name, a CSS selector that its threads alone match, and hints over the reader by structure.

    `id_system` names the numbering in which its comments' ids stand, unique within a site. `prepare` may rearrange the
    element of one comment before its parts are read. `is_board` says that the first post of a thread is its article.
    """

    name: str
    sign: str
    hints: Hints = field(default_factory=Hints)
    id_system: str | None = None
    prepare: Callable[[Tag], None] | None = None
    is_board: bool = False
