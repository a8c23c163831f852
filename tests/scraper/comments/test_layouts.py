"""Ways in which people lay out threads by hand: what makes a comment, and what makes it an answer."""

from __future__ import annotations

from tests.scraper.comments.layouts import FLAT, NESTED, TEXTS, holds, parts
from tests.scraper.comments.said import read


def test_articles_within_articles() -> None:
    mirela = f'<article class="comment">{parts("Mirela")}</article>'
    olav = f'<article class="comment">{parts("Olav Tern")}{mirela}</article>'
    ida = f'<article class="comment">{parts("Ida Brink")}{olav}</article>'
    last = f'<article class="comment">{parts("Ida Brink")}</article>'
    holds(read(f'<section id="comments"><h2>Comments</h2>{ida}{last}</section>'), NESTED)


def test_plain_lists_within_a_section_for_comments() -> None:
    mirela = f"<ol><li>{parts('Mirela')}</li></ol>"
    olav = f"<ol><li>{parts('Olav Tern')}{mirela}</li></ol>"
    items = f"<li>{parts('Ida Brink')}{olav}</li><li>{parts('Ida Brink')}</li>"
    holds(read(f'<section id="comments"><h2>4 comments</h2><ol>{items}</ol></section>'), NESTED)


def test_elements_that_nobody_named_for_comments_around_parts_that_are() -> None:
    items = "".join(
        f'<div class="row"><div class="left"><span class="author">{who}</span> <span class="date">'
        f'4 December 2012, 10:31</span></div><div class="right"><p class="text">{text}</p></div></div>'
        for who, text in TEXTS.items()
    )
    holds(read(f'<div class="comments">{items}</div>'), FLAT)
