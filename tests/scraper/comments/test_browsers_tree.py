"""Markup that is wrong: comments hang where a browser hangs them, which html5lib tells."""

from __future__ import annotations

import html5lib
import pytest

from scraper import parse

MISTAKES = {
    "an end tag too many after each comment": "{1}</li></li>{2}</li></li>{3}</li>",
    "an end tag too many between answers": "{1}<ul class=children>{2}</li></li>{3}</li></ul></li>",
    "no end tags of items": "{1}{2}{3}",
    "no end tags of items and lists": "{1}<ul class=children>{2}{3}",
    "a list that is never closed": "{1}<ul class=children>{2}</li></li>{3}</li>",
    "a list closed twice": "{1}<ul class=children>{2}</li></ul></ul>{3}</li>",
    "bold type that is never closed": "{1}<b></li>{2}</li>{3}</li>",
    "bold type closed after the next comment": "{1}<b>loud</li>{2}</b> calm</li>{3}</li>",
    "a link around what comes next": "{1}<a href='/x'>more<ul class=children>{2}</li></ul></li>{3}</a></li>",
    "a paragraph around the answers": "{1}<p><ul class=children>{2}</li></ul></p></li>{3}</li>",
    "a block that the item closes": "{1}<div><div>open</li>{2}</li>{3}</li>",
    "a form that is closed elsewhere": "{1}<form></li>{2}</form></li>{3}</li>",
    "a table that is never closed": "{1}<table><tr><td>cell</li>{2}</li>{3}</li>",
    "words straight in a table": "{1}<table>words</table><ul class=children>{2}</li></ul></li>{3}</li>",
    "an end tag of a paragraph that was never opened": "{1}</p></p><ul class=children>{2}</li></ul></li>{3}</li>",
    "a comment of the page's maker that is never closed": "{1}</li>{2}</li><!-- end {3}</li>",
}


def page(mistake: str) -> str:
    comments = {
        str(
            number
        ): f'<li id="comment-{number}1" class="comment"><cite class="fn">Ada {number}</cite><p>Words {number}.'
        for number in (1, 2, 3)
    }
    listed = mistake.format(None, *comments.values())
    return f"<!DOCTYPE html><html><title>Tides</title><body><h1>Tides</h1><ol class='commentlist'>{listed}</ol></html>"


def browsers_parents(html: str) -> dict[str, str | None]:
    """Each comment's number, and that of the comment around it, in the tree of the HTML Standard."""
    above: dict[str, str | None] = {}
    waiting = [(html5lib.parse(html, namespaceHTMLElements=False), None)]
    while waiting:
        element, around = waiting.pop()
        number = element.get("id", "").removeprefix("comment-")
        if number:
            above[number], around = around, number
        waiting.extend((child, around) for child in element)
    return above


@pytest.mark.parametrize("mistake", MISTAKES)
def test_comments_hang_where_a_browser_hangs_them(mistake: str) -> None:
    html = page(MISTAKES[mistake])
    comments = parse(html.encode(), "http://quayside.example/tides").comments
    ours = {each.id: comments[each.parent].id if each.parent is not None else None for each in comments}
    assert ours == browsers_parents(html)
