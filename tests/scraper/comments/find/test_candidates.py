"""Of several elements that belong to one comment, the outermost stands for it."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from scraper.comments.find.candidates import Candidate, find_nodes
from scraper.comments.find.outline import Element, scan


def found(html: str) -> list[tuple[Candidate, Element]]:
    body = LexborHTMLParser(html).body
    assert body is not None
    elements = scan(body)
    return [(each, elements[each.position]) for each in find_nodes(elements)]


def test_the_outermost_element_stands_for_a_comment() -> None:
    inside = '<article id="comment-96"><div class="comment-body"><p>Aye.</p></div></article>'
    nodes = found(f'<ol class="commentlist"><li class="comment" id="li-comment-96">{inside}</li></ol>')
    assert [(element.tag, each.number) for each, element in nodes] == [("li", "96")]


def test_a_reply_is_a_comment_of_its_own_below_the_one_around_it() -> None:
    reply = '<ul class="children"><li class="comment" id="comment-97"><p>No.</p></li></ul>'
    nodes = found(f'<ol class="commentlist"><li class="comment" id="comment-96"><p>Aye.</p>{reply}</li></ol>')
    assert [each.number for each, _ in nodes] == ["96", "97"]
    assert nodes[1][0].nearest_kept() is nodes[0][0]


@pytest.mark.parametrize(
    "html",
    [
        '<div class="comment-form"><p class="comment">Write</p></div>',
        '<ul class="recent-comments"><li class="comment" id="comment-4">Ida on The ebb</li></ul>',
        '<div class="comment" id="comment-4"></div>',
    ],
)
def test_forms_lists_of_others_and_empty_elements_are_none(html: str) -> None:
    assert found(html) == []


def test_an_anchor_numbers_the_comment_that_it_stands_before() -> None:
    html = "".join(f'<a name="c{n}"></a><div class="comment"><p>Aye {n}.</p></div>' for n in (41, 43))
    assert [each.number for each, _ in found(f'<div id="comments">{html}</div>')] == ["41", "43"]
