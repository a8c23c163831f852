"""A thread as a tree in a terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.cli.views import thread as views
from archive.display import cells
from scraper.thread import Author
from tests.support.threads import comment, deep_thread, thread

SAID = (
    comment("Mine is blue.", id="1", published="2026-01-05"),
    comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1, gone_since="2026-02-03T00:00:00Z"),
    comment("Copper.", "Cyd", id="3"),
)


def test_comments_hang_below_what_they_answer() -> None:
    lines = list(views.thread(thread(*SAID), 80))
    assert lines[lines.index("2 comments, 1 gone") + 2 :] == [
        "├─ Anna Thimble · 2026-01-05",
        "│  Mine is blue.",
        "│",
        "│  └─ Bo Larch · gone since 2026-02-03",
        "│     Mine is dented.",
        "│",
        "└─ Cyd",
        "   Copper.",
        "",
    ]


def test_of_a_part_the_figures_of_all_are_told() -> None:
    whole = thread(*SAID)
    assert "2 comments, 1 gone (1 of them shown)" in list(views.thread(thread(SAID[0]), 80, full=whole))


def test_what_is_out_of_the_ordinary_stands_behind_the_name() -> None:
    odd = replace(SAID[2], kind="pingback", state="pending", edited=True, author=Author("Cyd", is_article_author=True))
    lines = list(views.thread(thread(odd, declared_count=9, complete=None), 80, notes=["a note"]))
    assert "└─ Cyd · pingback · pending · author of the article · edited · a note" in lines
    assert "1 of 9 comments, completeness unknown" in lines


def test_colours_are_around_names_and_guides_alone() -> None:
    lines = list(views.thread(thread(*SAID), 80, colour=True))
    assert "\x1b[1mKettles I have known\x1b[0m" in lines
    assert "\x1b[2m├─ \x1b[0m\x1b[1mAnna Thimble\x1b[0m\x1b[2m · 2026-01-05\x1b[0m" in lines
    assert any("\x1b[31m · gone since 2026-02-03\x1b[0m" in line for line in lines)


@pytest.mark.parametrize("width", [40, 80, 140])
def test_the_deepest_replies_stand_at_the_deepest_level_that_fits(width: int) -> None:
    lines = list(views.thread(deep_thread(60), width))
    assert max(map(cells, lines)) <= width
    assert any("· level 60, to Anna" in line for line in lines)
