"""A thread as plain text quotes what is answered."""

from __future__ import annotations

from archive.display import cells
from archive.export.text import DEEPEST, WIDTH, text
from scraper.thread import Article
from tests.support.threads import comment, deep_thread, thread


def test_answers_are_quoted_below_what_they_answer() -> None:
    said = thread(
        comment("Mine is blue.\n\nIt came\nfrom my aunt.", published="2026-01-05"),
        comment("Mine is dented.", "Bo Larch", parent=0, depth=1),
        comment("@Cyd", "Cyd Moss"),
        article=Article(title="Kettles", author="Anna", text="They whistled."),
    )
    assert "".join(text(said)) == (
        "Kettles\n=======\n\nAnna\nhttps://tea.example/2026/kettles\n\nThey whistled.\n\n3 comments\nAfterword\n\n"
        "Anna Thimble · 2026-01-05\nMine is blue.\n\nIt came\nfrom my aunt.\n\n> Bo Larch\n> Mine is dented.\n\n"
        "Cyd Moss\n@Cyd\n"
    )


def test_lines_are_no_wider_than_a_letter_and_deep_answers_stand_at_the_deepest_level() -> None:
    told = "".join(text(deep_thread(60)))
    assert max(cells(line) for line in told.splitlines()) <= WIDTH
    assert max(line.count(">") for line in told.splitlines()) == DEEPEST
    assert f"level {DEEPEST + 2}, to Anna Thimble" in told


def test_nothing_of_a_page_reaches_a_terminal_that_it_would_obey() -> None:
    hostile = thread(comment("\x1b[2J\u202eblue", "\x9bAnna"), article=Article(title="\x1b]0;x\x07Kettles"))
    assert not {"\x1b", "\u202e", "\x9b", "\x07"} & set("".join(text(hostile)))
