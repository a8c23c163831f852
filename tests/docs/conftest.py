from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.blog.quayside import DRIZZLE, TIDES, Quayside
from tests.docs.blocks import BLOCKS, README
from tests.docs.places import Place, make_place


@pytest.fixture
def blog() -> Iterator[Quayside]:
    with Quayside() as blog:
        yield blog


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that holds the example page."""
    place = make_place(tmp_path_factory.mktemp("prepared"))
    place.run("afterword scrape tests/blog/example.html")
    return place.folder / "afterword.db"


@pytest.fixture
def open_place(tmp_path: Path, blog: Quayside, prepared: Path) -> Callable[[str], Place]:
    """Opens the place in which a session begins: empty for README.md, else with the example page archived and two
    pages saved."""

    def opened(session: str) -> Place:
        if session != README:
            shutil.copy(prepared, tmp_path / "afterword.db")
            (tmp_path / "saved").mkdir()
            for name, slug in (("drizzle.html", DRIZZLE), ("tides.html", TIDES)):
                (tmp_path / "saved" / name).write_bytes(blog.page(slug))
        for block in BLOCKS:
            if block.session == session and block.title:
                (tmp_path / block.title).write_text(block.text, "utf-8")
        return make_place(tmp_path, blog.url, proxy=session != README)

    return opened
