"""One comment of a page, for tests of its parts."""

from __future__ import annotations

from scraper import Comment, parse
from tests.scraper.comments import markup


def one(inside: str, attributes: str = "", others: str = "") -> Comment:
    """The comment that is printed so, in a thread of a system that nobody knows."""
    html = f'<div class="comments"><div class="comment" id="comment-84" {attributes}>{inside}</div>{others}</div>'
    return parse(markup.page(html).encode(), markup.BASE).comments[0]


TEXT = '<div class="comment-text"><p>It was early.</p></div>'
