"""What is a comment and what is not, in systems that nobody knows."""

from __future__ import annotations

import pytest

from scraper import Comment, Thread, parse
from scraper.comments.reader import read_comments
from scraper.comments.systems import Hints, System
from scraper.page.page import Page, read_page
from tests.blog.markup import Comment as Written
from tests.blog.markup import render_wordpress_thread
from tests.scraper.comments import markup

BASE = markup.BASE


def read(thread: str, **more: str) -> Thread:
    return parse(markup.page(thread, **more).encode(), BASE)


def names(thread: Thread) -> list[tuple[str | None, int]]:
    return [(comment.author.name, comment.depth) for comment in thread.comments]


PRINTED = render_wordpress_thread(
    [
        Written(id=501, author="Ida Brink", paragraphs=("The tide was early at our end.",)),
        Written(id=503, author="Olav Tern", paragraphs=("It was not early here.",), parent=501),
    ],
    BASE,
)
WHO = [("Ida Brink", 0), ("Olav Tern", 1)]


# --- what is no comment

FURNITURE = {
    "recent comments": """<aside class="widget widget_recent_comments"><h3>Recent Comments</h3><ul id="recentcomments">
        <li class="recentcomments"><b class="comment-author-link">Mirela</b> on <a href="/ebb/#comment-3">Ebb</a></li>
        <li class="recentcomments"><b class="comment-author-link">Jonas</b> on <a href="/flow/#comment-9">Flow</a></li>
        </ul></aside>""",
    "recent comments of another make": """<div class="sidebar"><div class="latest-comments">
        <div class="comment"><b class="author">Mirela</b><p>Never so low.</p><a href="/ebb/#comment-3">Ebb</a></div>
        <div class="comment"><b class="author">Jonas</b><p>I saw it lower.</p><a href="/flow/#comment-9">Flow</a></div>
        </div></div>""",
    "comments of other pages, told by their links": """<div class="sidebar-box"><ul>
        <li class="comment-teaser"><a href="/ebb/#comment-3">Mirela: never seen it so low</a></li>
        <li class="comment-teaser"><a href="/flow/#comment-9">Jonas: I saw it lower</a></li>
        <li class="comment-teaser"><a href="/moon/#comment-2">Ada: ask the moon</a></li></ul></div>""",
    "a form": """<div id="respond" class="comment-respond"><h3 class="comment-reply-title">Leave a Reply</h3>
        <form id="commentform" class="comment-form"><p class="comment-notes">Your address will not be published.</p>
        <p class="comment-form-comment"><label for="c">Comment</label><textarea id="c">Write here</textarea></p>
        <p class="comment-form-author"><label for="a">Name</label><input id="a"></p></form></div>""",
    "a bar to share": """<div class="share-bar"><span class="comment-count">12</span>
        <a class="share-comment" href="#comments">Comment</a><a href="/share">Share this with friends</a></div>""",
    "rules of conduct": '<div class="comment-policy"><p>Be kind to each other. Spam is removed.</p></div>',
    "related articles": """<section class="related-posts"><h3>Related</h3><ul>
        <li><a href="/ebb/">The ebb</a> <span class="comments-count">4 comments</span></li>
        <li><a href="/moon/">The moon</a> <span class="comments-count">1 comment</span></li></ul></section>""",
    "an empty skeleton": """<div class="comments-skeleton">
        <div class="comment-item"><span class="comment-author"></span><p class="comment-text"></p></div>
        <div class="comment-item"><span class="comment-author"></span>
        <p class="comment-text"></p></div></div>""",
    "a template": """<template><div class="comment" id="comment-1"><b>{name}</b><p>{text}</p></div></template>
        <script type="text/html"><div class="comment" id="comment-2"><p>{text}</p></div></script>""",
    "closed comments": """<p class="nocomments">Comments are closed.</p>""",
}


@pytest.mark.parametrize("furniture", FURNITURE.values(), ids=FURNITURE)
def test_furniture_is_no_thread(furniture: str) -> None:
    assert read(furniture).comments == ()


@pytest.mark.parametrize("furniture", FURNITURE.values(), ids=FURNITURE)
@pytest.mark.parametrize("place", ["before", "after"])
def test_furniture_beside_a_thread_adds_nothing_to_it(furniture: str, place: str) -> None:
    thread = read(f'<div id="comments">{PRINTED}</div>', **{place: furniture})
    assert names(thread) == WHO
    assert [comment.text for comment in thread.comments] == ["The tide was early at our end.", "It was not early here."]


def test_an_article_dressed_as_commentary_is_no_comment() -> None:
    body = "".join(f"<p>{text}</p>" for text in markup.ARTICLE)
    html = f"""<html lang="en"><head><title>On tides</title></head><body><main>
    <article class="commentary comment opinion" id="comment-article"><h1>On tides</h1>{body}</article></main></body>"""
    thread = parse(html.encode(), BASE)
    assert thread.comments == ()
    assert markup.ARTICLE[1] in thread.article.text


def test_an_article_inside_a_body_named_for_comments_is_no_comment() -> None:
    page = markup.page(f'<div id="comments">{PRINTED}</div>').replace(
        "<body>", '<body class="has-comments comment-open">'
    )
    assert names(parse(page.encode(), BASE)) == WHO


# --- article and thread keep apart

LONG = "My own boat lay dry for six hours, and when the water came back it came over the wall and into the kitchen."


def test_no_comment_leaks_into_the_article_and_no_article_into_a_comment() -> None:
    for print_thread in (markup.wordpress_div, markup.wordpress_article, markup.unknown_nested, markup.disqus_new):
        written = [
            Written(id=501 + 2 * n, author="Ida Brink", paragraphs=(LONG, f"That was number {n}."), parent=None)
            for n in range(6)
        ]
        thread = read(print_thread(written))
        assert len(thread.comments) == 6
        assert "kitchen" not in thread.article.text
        assert "kitchen" not in thread.article.html
        assert all(text in thread.article.text for text in markup.ARTICLE)
        assert all("harbour master" not in comment.text for comment in thread.comments)
        assert thread.comments[3].text == f"{LONG}\n\nThat was number 3."


def test_a_thread_inside_the_element_of_the_article_is_kept_apart_too() -> None:
    page = markup.page("").replace("</article>", f'<div id="comments">{PRINTED}</div></article>')
    thread = parse(page.encode(), BASE)
    assert names(thread) == WHO
    assert "early" not in thread.article.text
    assert markup.ARTICLE[2] in thread.article.text


# --- ways to make a thread that no system here has a name for


def one(thread: str) -> Comment:
    comments = read(thread).comments
    assert len(comments) == 1
    return comments[0]


def test_a_table_of_comments_is_read() -> None:
    rows = "".join(
        f'<tr class="comment" id="comment-{70 + 2 * n}"><td class="comment-author">{who}</td>'
        f'<td class="comment-text"><p>{what}</p></td></tr>'
        for n, (who, what) in enumerate([("Ida Brink", "Early."), ("Olav Tern", "Late.")])
    )
    thread = read(f'<table class="comments-table"><tbody>{rows}</tbody></table>')
    assert [(c.id, c.author.name, c.text) for c in thread.comments] == [
        ("70", "Ida Brink", "Early."),
        ("72", "Olav Tern", "Late."),
    ]


def test_comments_moved_to_the_right_by_their_style_answer_those_further_left() -> None:
    items = "".join(
        f'<div class="comment" id="comment-{70 + n}" style="margin-left: {20 * depth}px">'
        f'<b class="comment-author">{who}</b><div class="comment-text"><p>A remark of {who}.</p></div></div>'
        for n, (who, depth) in enumerate([("Ida", 0), ("Olav", 1), ("Mirela", 2), ("Jonas", 1), ("Ada", 0)])
    )
    assert names(read(f'<div class="comments">{items}</div>')) == [
        ("Ida", 0),
        ("Olav", 1),
        ("Mirela", 2),
        ("Jonas", 1),
        ("Ada", 0),
    ]


def test_microdata_names_the_parts() -> None:
    comment = one("""<div class="comments"><div itemprop="comment" itemscope itemtype="https://schema.org/Comment"
        class="comment" id="comment-84"><span itemprop="author" itemscope><a itemprop="url" href="https://ida.example/">
        <span itemprop="name">Ida Brink</span></a></span><time itemprop="dateCreated" datetime="2012-12-04T10:31+01:00">
        last week</time><div itemprop="text"><p>Early.</p></div><span class="vote">+7</span></div></div>""")
    assert (comment.author.name, comment.author.url) == ("Ida Brink", "https://ida.example/")
    assert (comment.published, comment.published_text) == ("2012-12-04T10:31+01:00", "last week")
    assert (comment.id, comment.text) == ("84", "Early.")


def test_microformats_name_the_parts() -> None:
    comment = one("""<div class="comments"><article class="h-entry comment p-comment" id="comment-84">
        <a class="p-author h-card u-url" href="https://ida.example/">Ida Brink</a>
        <time class="dt-published" datetime="2012-12-04">4 Dec</time>
        <div class="e-content">Early.</div></article></div>""")
    assert (comment.author.name, comment.author.url, comment.published) == (
        "Ida Brink",
        "https://ida.example/",
        "2012-12-04",
    )
    assert comment.text == "Early."


def test_numbers_that_only_count_the_comments_of_a_page_are_no_ids() -> None:
    counted = "".join(
        f'<div class="comment" id="comment-{n}"><b class="comment-author">Ida {n}</b><p>Remark of mine</p></div>'
        for n in (1, 2, 3)
    )
    assert [comment.id for comment in read(f'<div class="comments">{counted}</div>').comments] == [None] * 3


# --- hostile and broken markup


def test_addresses_that_run_script_are_no_addresses_of_authors() -> None:
    thread = read(
        markup.wordpress_div(
            [
                Written(id=501, author="Ida Brink", paragraphs=("Early.",), url="javascript:alert(1)"),
                Written(
                    id=503, author="Olav Tern", paragraphs=("Late.",), url=" JavaScript:alert(1)//https://x.example"
                ),
                Written(id=505, author="Mirela", paragraphs=("Never.",), url="data:text/html,hello"),
            ]
        )
    )
    assert [comment.author.url for comment in thread.comments] == [None, None, None]
    assert [comment.author.name for comment in thread.comments] == ["Ida Brink", "Olav Tern", "Mirela"]


def test_script_in_a_comment_is_neither_text_nor_markup() -> None:
    words = 'Look <script>steal()</script><img src=x onerror="steal()"> <a href="javascript:steal()">here</a>'
    comment = read(f'<div id="comments">{PRINTED}</div>'.replace("The tide was early at our end.", words)).comments[0]
    assert comment.text == "Look here"
    assert "steal" not in comment.html


def test_control_characters_and_nulls_leave_no_trace() -> None:
    page = markup.page(f'<div id="comments">{PRINTED}</div>').replace("early at", "ear\0ly\x07 \x1b[2Jat").encode()
    thread = parse(page.replace(b"Olav Tern", b"Ol\0av &#27;[31mTern\xc2\x9b"), BASE)
    assert thread.comments[0].text == "The tide was early [2Jat our end."
    assert thread.comments[1].author.name == "Olav [31mTern"
    assert "\x07" not in thread.comments[0].text + (thread.comments[1].author.name or "")


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ("</li>", ""),
        ("</article>", ""),
        ("</article>", "</article></li></li>"),
        ("</b>", ""),
        ("</div>", "</div></p>"),
        ("</p>", ""),
        ("<p>", "<p><b><i>"),
        ("<footer", "<p><footer"),
    ],
)
def test_mis_nested_markup_loses_no_comment(whole: str, broken: str) -> None:
    thread = read(f'<div id="comments">{PRINTED.replace(whole, broken)}</div>')
    assert [comment.author.name for comment in thread.comments] == ["Ida Brink", "Olav Tern"]
    assert [comment.id for comment in thread.comments] == ["501", "503"]
    assert [comment.text for comment in thread.comments] == ["The tide was early at our end.", "It was not early here."]


@pytest.mark.parametrize("end", range(0, 4000, 97))
def test_a_page_cut_anywhere_parses(end: int) -> None:
    page = markup.page(f'<div id="comments">{PRINTED}</div>').encode()
    thread = parse(page[: len(page) - end] if end < len(page) else page, BASE)
    assert [comment.author.name for comment in thread.comments] in ([], ["Ida Brink"], ["Ida Brink", "Olav Tern"])


@pytest.mark.parametrize("levels", [250, pytest.param(5000, marks=pytest.mark.slow)])
def test_replies_thousands_deep_are_read(levels: int) -> None:
    written = [
        Written(id=100 + n, author=f"Ida {n}", paragraphs=(f"Answer {n}.",), parent=99 + n if n else None)
        for n in range(levels)
    ]
    thread = read(f'<div id="comments">{render_wordpress_thread(written, BASE)}</div>')
    assert [comment.depth for comment in thread.comments] == list(range(levels))
    assert thread.comments[-1].text == f"Answer {levels - 1}."
    assert markup.ARTICLE[1] in thread.article.text


POST = '<div class="post" id="post_{0}"><a href="#p{0}">#{1}</a><b>Ida {0}</b> 2012-05-0{1}<p>Words of {0}.</p></div>'
BOARD = System("board", hints=Hints(node=".post"), is_board=True)


def board(*numbers: int, url: str = "https://board.example/topic?t=4") -> Page:
    posts = "".join(POST.format(900 + number, number) for number in numbers)
    return read_page(f"<html><body><div id='posts'>{posts}</div></body></html>".encode(), url)


def test_the_post_that_opens_a_thread_is_the_article_and_stays_when_the_comments_are_taken_away() -> None:
    page = board(1, 2, 3)

    reading = read_comments(page, (BOARD,))

    assert [comment.text for comment in reading.comments] == ["Words of 902.", "Words of 903."]
    assert "Words of 901" in page.body.text()
    assert "Words of 902" not in page.body.text()


@pytest.mark.parametrize(
    ("page", "count"),
    [(board(4, 5), 2), (board(1, 2, url="https://board.example/topic?t=4&start=10"), 2), (board(), 0)],
)
def test_a_later_page_has_no_opening_post(page: Page, count: int) -> None:
    assert len(read_comments(page, (BOARD,)).comments) == count
