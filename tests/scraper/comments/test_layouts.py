"""Ways in which people lay out threads by hand: what makes a comment, and what makes it an answer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.scraper.comments.said import Said, read

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


# --- what tells who answers whom


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
def test_an_attribute_names_the_comment_answered(name: str) -> None:
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
def test_a_link_names_the_comment_answered(link: str) -> None:
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


# --- what a comment is made of


def test_definition_lists() -> None:
    items = "".join(
        f"<dt>{who} wrote on 4 December 2012, 10:31</dt><dd><p>{text}</p></dd>" for who, text in TEXTS.items()
    )
    holds(read(f'<div id="comments"><h3>3 Comments</h3><dl>{items}</dl></div>'), FLAT)


def test_a_definition_list_below_a_heading_that_counts_it() -> None:
    items = "".join(
        f"<dt><strong>{who}</strong>, 4 December 2012, 10:31</dt><dd>{text}</dd>" for who, text in TEXTS.items()
    )
    holds(read(f"<h3>3 Comments</h3><dl>{items}</dl>"), FLAT)


def test_loose_text_between_rules() -> None:
    items = "".join(f"<b>{who}</b> (4 December 2012, 10:31)<br>{text}<hr>" for who, text in TEXTS.items())
    holds(read(f'<div class="comments"><h3>Comments</h3><hr>{items}</div>'), FLAT)


def test_paragraphs_between_rules() -> None:
    items = "".join(
        f"<p>{text}</p><p>Posted by <a href='https://who.example/'>{who}</a> on 4 December 2012, 10:31</p><hr>"
        for who, text in TEXTS.items()
    )
    holds(read(f'<div id="comments">{items}</div>'), FLAT)


def test_a_row_for_the_name_and_one_for_the_text() -> None:
    rows = "".join(
        f'<tr class="head"><td><b>{who}</b></td><td>4 December 2012, 10:31</td></tr>'
        f'<tr><td colspan="2">{text}</td></tr>'
        for who, text in TEXTS.items()
    )
    holds(read(f'<table class="comments">{rows}</table>'), FLAT)


def test_a_row_for_each_comment() -> None:
    rows = "".join(
        f"<tr><td><b>{who}</b><br>4 December 2012, 10:31</td><td>{text}</td></tr>" for who, text in TEXTS.items()
    )
    holds(read(f'<table id="comments">{rows}</table>'), FLAT)


def test_a_heading_and_a_paragraph() -> None:
    items = "".join(
        f"<h4>{who}</h4><p><small>4 December 2012, 10:31</small></p><p>{text}</p>" for who, text in TEXTS.items()
    )
    holds(read(f'<div id="comments"><h2>3 Comments</h2>{items}<form><textarea></textarea></form></div>'), FLAT)


def test_anchors_before_paragraphs() -> None:
    items = "".join(
        f'<a name="c{n}"></a><p>{text}</p><p>{who}, 4 December 2012, 10:31</p>'
        for n, (who, text) in enumerate(TEXTS.items(), 500)
    )
    found = read(f'<div id="comments"><h2>Comments</h2>{items}</div>')
    assert [c.id for c in found] == ["500", "501", "502"]
    assert [(c.text, c.at) for c in found] == [(text, AT) for text in TEXTS.values()]


def test_the_words_before_the_name_and_the_date() -> None:
    items = "".join(
        f'<div class="comment"><div class="comment-text">{text}</div>'
        f'<div class="comment-foot">{who} &ndash; <span class="date">4 December 2012, 10:31</span></div></div>'
        for who, text in TEXTS.items()
    )
    holds(read(f'<div class="comments">{items}</div>'), FLAT)


def test_elements_that_nobody_named_for_comments_around_parts_that_are() -> None:
    items = "".join(
        f'<div class="row"><div class="left"><span class="author">{who}</span> <span class="date">'
        f'4 December 2012, 10:31</span></div><div class="right"><p class="text">{text}</p></div></div>'
        for who, text in TEXTS.items()
    )
    holds(read(f'<div class="comments">{items}</div>'), FLAT)


@pytest.mark.parametrize("area", ["kommentare", "commentaires", "comentarios", "commenti", "reacties", "komentarze"])
def test_the_words_of_other_languages(area: str) -> None:
    items = "".join(
        f'<div class="eintrag"><strong>{who}</strong> <em class="datum">4 December 2012, 10:31</em>'
        f"<div>{text}</div></div>"
        for who, text in TEXTS.items()
    )
    holds(read(f'<div id="{area}">{items}</div>'), FLAT)


def test_custom_elements_of_a_script_that_the_server_rendered() -> None:
    items = "".join(
        f'<user-comment data-comment-id="{n}"><span class="author">{who}</span>'
        f'<time datetime="2012-12-04T10:31">x</time><div class="body">{text}</div></user-comment>'
        for n, (who, text) in enumerate(TEXTS.items(), 500)
    )
    holds(read(f'<section class="comments">{items}</section>'), FLAT)


def test_class_names_that_a_build_tool_made() -> None:
    items = "".join(
        f'<div class="CommentItem_root__x7Yq2" id="c-{n}"><span class="CommentItem_author__a1B2c">{who}</span>'
        f'<time class="CommentItem_time__q9" datetime="2012-12-04T10:31">x</time>'
        f'<div class="CommentItem_body__z8Y7x"><p>{text}</p></div><button>Reply</button></div>'
        for n, (who, text) in enumerate(TEXTS.items(), 500)
    )
    holds(read(f'<div class="CommentList_list__k3J9">{items}</div>'), FLAT)
