"""Who answers whom, in each way that markup tells it."""

from __future__ import annotations

import pytest

from scraper import Comment, parse
from tests.blog.markup import Comment as Written
from tests.blog.markup import render_disqus_thread
from tests.scraper.comments import markup
from tests.scraper.comments.layouts import NESTED, holds, parts
from tests.scraper.comments.said import read


def item(number: int, who: str, attributes: str = "", more: str = "") -> str:
    return (
        f'<div class="comment" id="comment-{number}" {attributes}><b class="comment-author">{who}</b>{more}'
        f'<div class="comment-text"><p>A remark of {who}.</p></div></div>'
    )


def answers(thread: str) -> dict[str | None, str | None]:
    """Each author, and the author of the comment answered."""
    comments: tuple[Comment, ...] = parse(markup.page(thread).encode(), markup.BASE).comments
    return {
        comment.author.name: comments[comment.parent].author.name if comment.parent is not None else None
        for comment in comments
    }


def area(*parts: str) -> str:
    return f'<div class="comments">{"".join(parts)}</div>'


THREE = {"Ida": None, "Olav": "Ida", "Mirela": "Olav"}


@pytest.mark.parametrize("name", ["data-parent-id", "data-parent", "data-comment-parent", "data-in-reply-to"])
def test_an_attribute_names_the_comment_answered(name: str) -> None:
    thread = area(item(84, "Ida"), item(86, "Olav", f'{name}="84"'), item(88, "Mirela", f'{name}="86"'))
    assert answers(thread) == THREE


def test_a_link_names_the_comment_answered() -> None:
    def link(number: int) -> str:
        return f'<a class="in-reply-to" href="#comment-{number}">in reply</a>'

    thread = area(item(84, "Ida"), item(86, "Olav", more=link(84)), item(88, "Mirela", more=link(86)))
    assert answers(thread) == THREE


@pytest.mark.parametrize("name", ["replies", "children", "subcomments"])
def test_a_container_of_replies_belongs_to_the_comment_before_it(name: str) -> None:
    inner = f'<div class="{name}">{item(88, "Mirela")}</div>'
    thread = area(item(84, "Ida"), f'<div class="{name}">{item(86, "Olav")}{inner}</div>', item(90, "Jonas"))
    assert answers(thread) == {**THREE, "Jonas": None}


def test_a_container_of_replies_belongs_to_the_comment_whose_number_it_has() -> None:
    replies = f'<div class="children" id="comment_children_84">{item(86, "Olav")}</div>'
    thread = area(item(84, "Ida"), item(90, "Jonas"), replies)
    assert answers(thread) == {"Ida": None, "Olav": "Ida", "Jonas": None}


@pytest.mark.parametrize("word", ["depth-", "level-", "indent"])
def test_a_class_tells_how_deep_each_comment_stands(word: str) -> None:
    def deep(number: int, who: str, depth: int) -> str:
        return item(number, who).replace('class="comment"', f'class="comment {word}{depth}"', 1)

    thread = area(deep(84, "Ida", 0), deep(86, "Olav", 1), deep(88, "Mirela", 2), deep(90, "Jonas", 1))
    assert answers(thread) == {**THREE, "Jonas": "Ida"}


def test_the_distance_from_the_left_tells_it_where_nothing_else_does() -> None:
    def moved(number: int, who: str, pixels: int) -> str:
        return item(number, who, f'style="margin-left: {pixels}px"')

    thread = area(moved(84, "Ida", 0), moved(86, "Olav", 25), moved(88, "Mirela", 50), moved(90, "Jonas", 0))
    assert answers(thread) == {**THREE, "Jonas": None}


def test_comments_that_claim_to_answer_each_other_are_all_kept() -> None:
    thread = area(
        item(84, "Ida", 'data-parent="86"'),
        item(86, "Olav", 'data-parent="84"'),
        item(88, "Mirela", 'data-parent="88"'),
    )
    found = answers(thread)
    assert found.keys() == {"Ida", "Olav", "Mirela"}
    assert found["Mirela"] is None
    assert None in (found["Ida"], found["Olav"])


def test_a_parent_that_is_not_on_the_page_is_no_parent() -> None:
    assert answers(area(item(84, "Ida", 'data-parent="12"'), item(86, "Olav", 'data-parent="84"'))) == {
        "Ida": None,
        "Olav": "Ida",
    }


def test_stray_end_tags_after_pingbacks_move_no_comment() -> None:
    written = [
        Written(id=501, author="Ida", paragraphs=("Early.",)),
        Written(id=502, author="Ebb", paragraphs=(), parent=501, url="https://ebb.example/", kind="pingback"),
        Written(id=503, author="Olav", paragraphs=("Late.",), parent=501),
        Written(id=504, author="Flow", paragraphs=(), url="https://flow.example/", kind="pingback"),
        Written(id=505, author="Mirela", paragraphs=("Never.",)),
        Written(id=506, author="Jonas", paragraphs=("Often.",), parent=505),
    ]
    assert answers(render_disqus_thread(written)) == {
        "Ida": None,
        "Ebb": "Ida",
        "Olav": "Ida",
        "Flow": None,
        "Mirela": None,
        "Jonas": "Mirela",
    }


def numbered(attributes: dict[int, str], more: dict[int, str] | None = None) -> str:
    people = {801: "Ida Brink", 803: "Olav Tern", 805: "Mirela", 807: "Ida Brink"}
    items = "".join(
        f'<div class="comment" id="comment-{n}" {attributes.get(n, "")}>{(more or {}).get(n, "")}{parts(who)}</div>'
        for n, who in people.items()
    )
    return f'<div class="comments"><h2>4 comments</h2>{items}</div>'


@pytest.mark.parametrize(
    "name",
    ["data-parent-id", "data-parent", "data-parentid", "data-reply-to", "data-replyto", "data-parent-comment-id"],
)
def test_an_attribute_names_the_comment_answered_in_a_flat_list(name: str) -> None:
    above = {801: f'{name}="0"', 803: f'{name}="801"', 805: f'{name}="803"', 807: f'{name}=""'}
    holds(read(numbered(above)), NESTED)


def test_an_attribute_names_the_element_answered() -> None:
    holds(read(numbered({803: 'data-parent="comment-801"', 805: 'data-parent="#comment-803"'})), NESTED)


@pytest.mark.parametrize(
    "link",
    [
        '<p class="answers">In reply to <a href="#comment-{}">a comment</a></p>',
        '<a class="up" href="/2012/tide/#comment-{}">in reply to Somebody</a>',
        '<span class="ref">als Antwort auf <a href="#comment-{}">Jemand</a></span>',
        '<span>en réponse à <a href="#comment-{}">quelqu\'un</a></span>',
        '<a rel="in-reply-to" href="#comment-{}">above</a>',
    ],
)
def test_a_link_names_the_comment_answered_in_a_flat_list(link: str) -> None:
    holds(read(numbered({}, {803: link.format(801), 805: link.format(803)})), NESTED)


def test_addressing_somebody_by_name_nests_nothing() -> None:
    thread = numbered({}, {})
    found = read(thread.replace("Not here", "@Ida Brink not here"))
    assert [c.to for c in found] == [None, None, None, None]


@pytest.mark.parametrize("word", ["depth-{}", "level{}", "comment-level-{}", "indent-{}", "comment--depth-{}", "lvl{}"])
def test_a_class_tells_how_deep_a_comment_stands(word: str) -> None:
    depths = {801: 1, 803: 2, 805: 3, 807: 1}
    thread = numbered({})
    for number, depth in depths.items():
        thread = thread.replace(
            f'class="comment" id="comment-{number}"', f'class="comment {word.format(depth)}" id="comment-{number}"'
        )
    holds(read(thread), NESTED)


@pytest.mark.parametrize("attribute", ["data-depth", "data-level", "aria-level"])
def test_an_attribute_tells_how_deep_a_comment_stands(attribute: str) -> None:
    depths = {801: 0, 803: 1, 805: 2, 807: 0}
    holds(read(numbered({number: f'{attribute}="{depth}"' for number, depth in depths.items()})), NESTED)


@pytest.mark.parametrize(
    "style", ["margin-left: {}px", "padding-left:{}px", "margin:0 0 10px {}px", "margin-inline-start: {}px"]
)
def test_the_distance_from_the_left_tells_it(style: str) -> None:
    steps = {801: 0, 803: 25, 805: 50, 807: 0}
    holds(read(numbered({number: f'style="{style.format(step)}"' for number, step in steps.items()})), NESTED)


def test_the_width_of_a_spacer_in_a_table_tells_it() -> None:
    """Each comment in a table of its own, moved to the right by an empty cell or picture."""
    rows = [("Ida Brink", 1), ("Olav Tern", 16), ("Mirela", 31), ("Ida Brink", 1)]
    items = "".join(
        f'<table class="comment" border="0"><tr><td><img src="/s.gif" height="1" width="{width}"></td>'
        f"<td>{parts(who)}</td></tr></table>"
        for who, width in rows
    )
    holds(read(f'<div class="comments">{items}</div>'), NESTED)


def test_numbers_that_carry_those_of_the_comments_answered() -> None:
    """`comment-7`, `comment-7-2`, `comment-7-2-1`: each answer adds to the number of what it answers."""
    people = {"71": "Ida Brink", "71-2": "Olav Tern", "71-2-1": "Mirela", "72": "Ida Brink"}
    items = "".join(f'<div class="comment" id="comment-{n}">{parts(who)}</div>' for n, who in people.items())
    holds(read(f'<div class="comments">{items}</div>'), NESTED)


def test_a_container_beside_the_comment_that_has_its_number() -> None:
    def item(number: int, who: str, replies: str = "") -> str:
        return (
            f'<div class="comment" id="comment_{number}">{parts(who)}</div>'
            f'<div class="comment_children" id="comment_{number}_children">{replies}</div>'
        )

    items = item(801, "Ida Brink", item(803, "Olav Tern", item(805, "Mirela"))) + item(807, "Ida Brink")
    holds(read(f'<div id="comments">{items}</div>'), NESTED)
