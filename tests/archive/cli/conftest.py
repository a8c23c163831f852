"""Archives for the tests of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive import Archive
from scraper.thread import Article, Thread
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://tea.example/2026/kettles"

KETTLES, CUPS, POTS = (f"https://{name}" for name in ("tea.example/kettles", "cups.example/cups", "tea.example/pots"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An archive with a thread in which a comment is gone, and one that is empty and incomplete."""
    said = (
        comment("Mine is blue.\n\nIt came from my aunt.", "Anna Thimble", id="1", published="2026-01-05T10:00:00Z"),
        comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1),
        comment("Copper, always copper.", "Bo Larch", id="3"),
    )
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(*said), observed_at="2026-02-02")
        archive.save(thread(*said[:2]), observed_at="2026-02-03")
        archive.save(thread(url="https://cups.example/a", complete=False), observed_at="2026-02-04")
    return tmp_path / "a.db"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """An archive of three articles of two sites and several years."""
    said = (
        comment("Mine is blue.", id="1", published="2012-12-05T10:00:00Z"),
        comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1, published="2012-12-05T10:30:00Z"),
        comment("How?", "Anna Thimble", id="3", parent=1, depth=2, published="2013-01-05T10:30:00Z"),
        comment("Copper.", "Cyd Moss", id="4", published="2013-01-06T10:30:00Z"),
    )
    kettles = Article("Kettles", "Maud", "2012-12-04", text="All kettles sing.")
    with Archive.open(tmp_path / "shop.db") as archive:
        archive.save(thread(*said, url=KETTLES, article=kettles), observed_at="2026-02-02")
        archive.save(thread(*said[:3], url=KETTLES, article=kettles), observed_at="2026-02-03")
        cups = thread(comment("Glue!", "Bo Larch"), url=CUPS, article=Article("Cups", None, "2014-03"), complete=False)
        archive.save(cups, observed_at="2026-02-04")
        archive.save(Thread(POTS, Article("Ältere Pots", None, "2010")), observed_at="2026-02-05")
    return tmp_path / "shop.db"
