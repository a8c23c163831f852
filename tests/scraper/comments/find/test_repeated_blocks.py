"""Threads that no word in the markup names: a person sees blocks made alike, below a heading or with buttons."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scraper import parse
from tests.scraper.comments import markup
from tests.scraper.comments.said import BASE, WHO, WORDS, read

NESTED = list(zip(WHO, (None, "Ida Brink", "Olav Tern", None), WORDS, strict=True))

FLAT = [(who, None, words) for who, words in zip(WHO, WORDS, strict=True)]


def found(html: str) -> list[tuple[str | None, str | None, str]]:
    """Who said what to whom, in a page that holds this thread."""
    read_so = read(html)
    assert all((comment.at or "").startswith("2012-12-04") for comment in read_so)
    return [(comment.who, comment.to, comment.text) for comment in read_so]


def react(place: int, answers: str = "") -> str:
    return (
        f'<div class="css-1q2w"><div class="css-9ab3"><img src="/{place}.png" alt=""><span class="css-x81">'
        f'{WHO[place]}</span><span class="css-d9"> · </span><span class="css-t55">Dec 04, 2012</span></div>'
        f'<div class="css-b123"><p class="css-p1">{WORDS[place]}</p></div><div class="css-f4"><button>Like</button>'
        f"<button>Reply</button></div>{answers}</div>"
    )


def test_answers_in_containers_inside_what_they_answer() -> None:
    answers = f'<div class="css-k7">{react(1, f"<div class=css-k7>{react(2)}</div>")}</div>'
    assert found(f'<section class="css-s"><h2>Comments</h2>{react(0, answers)}{react(3)}</section>') == NESTED


def test_answers_in_containers_behind_what_they_answer() -> None:
    def block(place: int) -> str:
        return (
            f'<div class="sc-1"><div class="sc-2"><a class="sc-3" href="/people/{place}">{WHO[place]}</a>'
            f'<span class="sc-4">04.12.2012, 10:31 Uhr</span></div><div class="sc-5">{WORDS[place]}</div>'
            '<button class="sc-6">Antworten</button></div>'
        )

    below = f'<div class="sc-k">{block(1)}<div class="sc-k">{block(2)}</div></div>'
    assert found(f'<div class="sc-h">4 Kommentare</div><div class="sc-0">{block(0)}{below}{block(3)}</div>') == NESTED


def test_lists_in_lists_without_any_class() -> None:
    def item(place: int, answers: str = "") -> str:
        return (
            f'<li><div><b>{WHO[place]}</b> <time datetime="2012-12-04T10:31">4 December</time></div>'
            f"<div>{WORDS[place]}</div>{answers}</li>"
        )

    answers = f"<ul>{item(1, f'<ul>{item(2)}</ul>')}</ul>"
    assert found(f"<h3>4 comments</h3><ul>{item(0, answers)}{item(3)}</ul>") == NESTED


def test_a_form_behind_the_blocks_tells_what_they_are() -> None:
    items = "".join(
        f'<div class="x1"><span class="x2">{who}</span><span class="x3">2012-12-04 10:31</span><p>{words}</p></div>'
        for who, words in zip(WHO, WORDS, strict=True)
    )
    form = '<div class="x8"><label>Write a comment</label><textarea></textarea><button>Send</button></div>'
    assert found(f'<div class="x0">{items}</div>{form}') == FLAT


def test_custom_elements_with_names_of_their_own() -> None:
    def item(place: int, answers: str = "") -> str:
        return (
            f'<talk-entry depth="1"><div slot="head"><a href="/user/{place}">{WHO[place]}</a> <time '
            f'datetime="2012-12-04T10:31Z">13y</time></div><div slot="said"><p>{WORDS[place]}</p></div>'
            f"<div><button>Reply</button></div>{answers}</talk-entry>"
        )

    assert found(f"<talk-tree>{item(0, item(1, item(2)))}{item(3)}</talk-tree>") == NESTED


HEAD = "<div>Sent on <span>2012-12-04 10:31</span> from the harbour wall</div>"


@pytest.mark.parametrize(
    ("around", "one", "between"),
    [
        ("<dl>{}</dl>", "<dt>{who}</dt><dd>{head}<p>{words}</p></dd>", ""),
        ('<div class="q">{}</div>', "<b>{who}</b> {head}<p>{words}</p>", "<hr>"),
    ],
    ids=["a list of names and words", "rules between them"],
)
def test_blocks_without_a_name_do_not_hide_the_runs_that_they_are_parts_of(around: str, one: str, between: str) -> None:
    runs = between.join(one.format(who=who, head=HEAD, words=words) for who, words in zip(WHO, WORDS, strict=True))
    said = read("<h3>4 comments</h3>" + around.format(runs))
    assert [(each.who, each.text.rpartition("\n")[2]) for each in said] == list(zip(WHO, WORDS, strict=True))


# --- whose words: where no class says it


@pytest.mark.parametrize(
    "head",
    [
        '<img src="/a.png" alt="Picture of {who}"><span>{who}</span>',
        '<span>{who}</span><button aria-label="Answer {who}">Answer</button>',
        '<em data-username="{who}">{who}</em>',
        "<div>{who}</div>",
        "<p><span>{who}</span></p>",
    ],
    ids=["its picture", "the button to answer", "an attribute of its own", "its place alone", "its paragraph"],
)
def test_a_name_is_told_by(head: str) -> None:
    items = "".join(
        f'<div class="comment" id="comment-8{n}">{head.format(who=who)}<div><time datetime="2012-12-04">4 Dec</time>'
        f"</div><div><p>{words}</p></div></div>"
        for n, (who, words) in enumerate(zip(WHO, WORDS, strict=True))
    )
    assert found(f'<div id="comments">{items}</div>') == FLAT


def test_the_first_words_of_a_comment_without_a_name_are_no_name() -> None:
    items = "".join(
        f'<div class="comment" id="comment-8{n}"><div>{words}</div><time datetime="2012-12-04">4 Dec</time></div>'
        for n, words in enumerate(("As the book says.", "Deleted text", "Yes, it says so!"))
    )
    assert [(c.who, c.text) for c in read(f'<div id="comments">{items}</div>')] == [
        (None, "As the book says."),
        (None, "Deleted text"),
        (None, "Yes, it says so!"),
    ]


def test_the_initials_in_place_of_a_picture_are_no_words() -> None:
    items = "".join(
        f'<div class="comment" id="comment-8{n}"><div><span>{who[0]}</span></div><b class="author">{who}</b> '
        f'<time datetime="2012-12-04">4 Dec</time><div><p>{words}</p></div></div>'
        for n, (who, words) in enumerate(zip(WHO, WORDS, strict=True))
    )
    assert found(f'<div id="comments">{items}</div>') == FLAT


@pytest.mark.parametrize(
    "answer",
    ["<div>{said}</div>", '<div><span class="comment-text">{said}</span></div><div>Member</div>'],
    ids=["all that there is", "named for it"],
)
def test_an_answer_that_reads_like_initials_is_kept(answer: str) -> None:
    items = "".join(
        f'<div class="comment" id="comment-8{n}"><b class="author">{who}</b> <time datetime="2012-12-04">4 Dec</time>'
        f"{answer.format(said=who[0])}</div>"
        for n, who in enumerate(map(str.title, WHO))
    )
    thread = parse(markup.page(f'<div id="comments">{items}</div>').encode(), BASE)
    assert [comment.text[:1] for comment in thread.comments] == [who[0].upper() for who in WHO]


# --- answers in containers that nothing names


def plain(place: int) -> str:
    return (
        f'<div class="comment"><b class="author">{WHO[place]}</b> <time datetime="2012-12-04">4 Dec</time>'
        f'<div class="text">{WORDS[place]}</div></div>'
    )


@pytest.mark.parametrize("container", ["ul", "div"])
def test_containers_behind_comments_hold_their_answers(container: str) -> None:
    tag = "li" if container == "ul" else "section"
    deeper = f"<{container} class=q1><{tag}>{plain(2)}</{tag}></{container}>"
    below = f"<{container} class=q1><{tag}>{plain(1)}{deeper}</{tag}></{container}>"
    assert (
        found(f'<div id="comments"><section>{plain(0)}{below}</section><section>{plain(3)}</section></div>') == NESTED
    )


def test_one_wrapper_around_the_rest_of_a_flat_list_nests_nothing() -> None:
    rest = f'<div class="q2">{plain(2)}{plain(3)}</div>'
    assert found(f'<div id="comments">{plain(0)}{plain(1)}{rest}</div>') == FLAT


def test_a_container_with_the_number_of_a_comment_holds_its_answers() -> None:
    def numbered(place: int) -> str:
        return plain(place).replace('class="comment"', f'class="comment" id="comment-70{place}"')

    below = f'<div id="below_700">{numbered(1)}</div><div id="below_701">{numbered(2)}</div>'
    assert found(f'<div id="comments">{numbered(0)}{below}{numbered(3)}</div>') == NESTED


def test_each_comment_in_a_wrapper_named_for_threads() -> None:
    def thread(place: int, answers: str = "") -> str:
        return f'<div role="listitem" class="thread">{plain(place)}{answers}</div>'

    two = thread(1) + thread(2)
    expected = [(who, "Ida Brink" if place in (1, 2) else None, WORDS[place]) for place, who in enumerate(WHO)]
    assert found(f'<div class="root">{thread(0, two)}{thread(3)}</div>') == expected


# --- what is made alike and is no thread

Block = Callable[[str, str], str]

FORM = "<h3>{}</h3><form><textarea></textarea><button>Send</button></form>"

NO_THREAD: dict[str, tuple[str, Block, str]] = {
    "reviews of a product": (
        "<h2>Customer reviews</h2>",
        lambda who, words: f'<div class="r1"><b>{who}</b> <i>4 December 2012</i><p>{words}</p></div>',
        FORM.format("Write a review"),
    ),
    "praise for a company": (
        "<h2>What our customers say</h2>",
        lambda who, words: f'<div class="q1"><p>{words}</p><b>{who}</b><span>4 December 2012</span></div>',
        FORM.format("Contact us"),
    ),
    "other articles": (
        "<h2>Related</h2>",
        lambda who, words: (
            f'<div class="c1"><h4><a href="/p/">{words}</a></h4><span>{who}</span> <time>4 Dec 2012</time>'
            f"<p>{words}</p></div>"
        ),
        FORM.format("Leave a comment"),
    ),
    "other articles without a heading": (
        "",
        lambda who, words: (
            f'<div class="c1"><div><a href="/p/">The tide of the whole year</a></div><span>{who}</span> '
            f"<time>4 December 2012</time><div>{words}</div></div>"
        ),
        FORM.format("Leave a comment"),
    ),
    "events": (
        "<h3>Events</h3>",
        lambda who, words: f'<div class="e1"><b>{who}</b><span>4 December 2012</span><div>{words}</div></div>',
        FORM.format("Leave a reply"),
    ),
    "the comments on other pages": (
        "<h3>Latest comments</h3>",
        lambda who, words: (
            f'<div class="w2"><b>{who}</b> <span>04.12.2012</span><div>{words}</div><a href="/p/">Read</a></div>'
        ),
        "",
    ),
    "changes of a program": (
        "<h2>Changes</h2>",
        lambda who, words: f"<li><b>{who}</b> <time>4 December 2012</time> <span>{words}</span></li>",
        "<button>Reply</button>",
    ),
}


@pytest.mark.parametrize("what", NO_THREAD)
def test_no_thread_is_seen_in(what: str) -> None:
    before, block, after = NO_THREAD[what]
    blocks = "".join(block(who, words) for who, words in zip(WHO, WORDS, strict=True))
    assert parse(markup.page(f"{before}<div>{blocks}</div>{after}").encode(), BASE).comments == ()


# --- comments without numbers


def test_a_reply_is_no_body_though_a_class_tells_its_author() -> None:
    """WordPress names the registered author in a class of the comment (`comment-author-olav`)."""

    def item(place: int, more: str = "", answers: str = "") -> str:
        return (
            f'<li class="comment {more} depth-{place + 1}"><b class="fn">{WHO[place]}</b> <time datetime="2012-12-04">'
            f'4 Dec</time><section class="comment-content comment"><p>{WORDS[place]}</p></section>{answers}</li>'
        )

    deeper = f'<ul class="children">{item(2)}</ul>'
    below = f'<ul class="children">{item(1, "byuser comment-author-olav bypostauthor", deeper)}</ul>'
    last = item(3).replace("depth-4", "depth-1")
    html = f'<div id="comments"><ol class="commentlist">{item(0, answers=below)}{last}</ol></div>'
    assert found(html) == NESTED
    assert found(html.replace("<li", "<section").replace("</li", "</section").replace("ol ", "div ")) == NESTED
