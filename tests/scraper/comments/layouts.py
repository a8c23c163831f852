"""Threads in other layouts, for tests of how they are found."""

from __future__ import annotations

from collections.abc import Sequence

from tests.scraper.comments.said import Said

TEXTS = {"Ida Brink": "The tide was early.", "Olav Tern": "Not here, and not on a Sunday.", "Mirela": "Nor with us."}

AT = "2012-12-04T10:31"

NESTED: list[tuple[str, str | None]] = [
    ("Ida Brink", None),
    ("Olav Tern", "Ida Brink"),
    ("Mirela", "Olav Tern"),
    ("Ida Brink", None),
]

FLAT: list[tuple[str, str | None]] = [("Ida Brink", None), ("Olav Tern", None), ("Mirela", None)]


def holds(found: list[Said], tree: Sequence[tuple[str, str | None]]) -> None:
    """The whole tree: who answers whom, what each said, and when."""
    assert [(c.who, c.to, c.text, c.at) for c in found] == [(who, to, TEXTS[who], AT) for who, to in tree]


def parts(who: str) -> str:
    return (
        f'<p class="comment-author">{who}</p><p class="comment-date">4 December 2012, 10:31</p>'
        f'<div class="comment-text"><p>{TEXTS[who]}</p></div>'
    )
