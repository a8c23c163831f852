"""How many comments a page declares, wherever it does."""

from __future__ import annotations

import pytest

from scraper import parse
from scraper.incomplete import Code, Incomplete
from tests.scraper.comments import markup
from tests.scraper.comments.completeness.threads import PRINTED, area, read


def test_as_many_comments_as_declared_are_complete_and_fewer_are_not() -> None:
    whole = read(area(f"<h2>3 thoughts on the tide</h2>{PRINTED}"))
    assert (whole.declared_count, whole.complete) == (3, True)
    less = read(area(f"<h2>5 thoughts on the tide</h2>{PRINTED}"))
    assert (less.declared_count, less.complete) == (5, False)
    assert less.incomplete == Incomplete(Code.TOO_FEW, "3 of 5")


def test_more_comments_than_declared_are_complete() -> None:
    assert read(area(f"<h2>2 comments</h2>{PRINTED}")).complete is True


def test_a_heading_before_the_area_and_a_link_to_the_thread_declare_too() -> None:
    assert read(area(PRINTED), before="<h3>4 commentaires</h3>").declared_count == 4
    link = '<div class="entry-meta"><a href="#comments">4 Comments</a></div><hr>'
    assert read(area(PRINTED), before=link).declared_count == 4
    metadata = '<script type="application/ld+json">{"@type": "BlogPosting", "commentCount": 4}</script>'
    assert read(area(PRINTED), head=metadata).declared_count == 4


def test_a_count_that_a_person_wrote_declares_nothing() -> None:
    printed = PRINTED.replace("<p>My Ida opinion of the tide.</p>", "<h3>74 comments</h3><p>you said?</p>")
    thread = read(area(printed))
    assert (thread.declared_count, thread.complete) == (None, True)


def test_links_to_the_threads_of_other_pages_declare_nothing() -> None:
    link = '<p><a href="https://harbour.example/2012/ebb/#comments">9 comments</a></p><hr>'
    assert read(area(PRINTED), before=link).declared_count is None


@pytest.mark.parametrize(
    "said",
    [
        '<h3 id="comments">4 Responses to the tide book</h3><div class="navigation"><div class="left"></div></div>',
        '<div class="head"><p>Kommentare (4) <a href="javascript:void(null);">Kommentar schreiben</a></p></div>',
        '<ul><li class="comments_title">Comments</li><li class="comments_count">4</li></ul>',
        '<div class="top"><b><span id="num_comments">4</span></b> comments</div>',
    ],
)
def test_what_stands_before_the_thread_declares(said: str) -> None:
    printed = PRINTED[PRINTED.index("<ol") :]
    assert read(f"{said}{printed}").declared_count == 4


@pytest.mark.parametrize(
    "said",
    [
        f'<a href="{markup.BASE}#comment-form"><i class="icon"></i>4</a>',
        '<a href="#reactions">4<span> réactions</span></a>',
        '<a href="javascript:void(null);">4 Kommentare</a>',
        "<button>Comments (4)</button>",
        '<span class="comment-count">4</span>',
        '<meta itemprop="commentCount" content="4">',
        '<meta itemprop="interactionCount" content="UserComments:4">',
    ],
)
def test_links_counters_and_microdata_anywhere_declare(said: str) -> None:
    assert read(area(PRINTED), before=f"<div>{said}</div><hr>").declared_count == 4


def test_statistics_in_json_ld_declare() -> None:
    statistic = '{"interactionType": "http://schema.org/CommentAction", "userInteractionCount": 4}'
    article = f'{{"@type": "NewsArticle", "interactionStatistic": [{statistic}]}}'
    metadata = f'<script type="application/ld+json">{article}</script>'
    assert read(area(PRINTED), head=metadata).declared_count == 4


@pytest.mark.parametrize(
    "said",
    [
        '<p><span class="comment-count">9</span></p><p><span class="comment-count">17</span></p><p>Older texts</p>'
        + "<p>Every tide has its book, and every book its reader.</p>" * 8,
        '<a href="/2012/ebb/"><span class="comment-count">9</span></a>',
        '<span class="maximum-number-of-comment-characters">1000</span>',
        '<div class="teaser"><a href="/2012/ebb/">The ebb</a> <a href="/2012/ebb/#comments">9 comments</a></div>',
    ],
)
def test_counts_of_other_threads_and_of_letters_declare_nothing(said: str) -> None:
    assert read(area(PRINTED), before=f"{said}<hr>").declared_count is None


@pytest.mark.parametrize(
    ("place", "declared"),
    [
        ('<div class="comments" id="comments"><a name="comments"></a><h4>131 comments:</h4></div>', 131),
        (
            '<section class="comments-area"><h2 class="comments-title">12 Kommentare</h2></section>',
            12,
        ),
        ('<div id="comments"><h4>No comments:</h4></div>', None),
        ('<aside id="recent-comments"><h4>5 comments</h4></aside>', None),
        ('<div id="comments"><h4>2 comments</h4><h4>3 comments</h4></div>', None),
    ],
)
def test_a_place_for_comments_that_a_script_has_yet_to_fill_tells_how_many_there_are(
    place: str, declared: int | None
) -> None:
    html = f"<!DOCTYPE html><html><body><h1>The wall</h1><p>{'It leans a little. ' * 40}</p>{place}</body></html>"
    thread = parse(html.encode(), "http://harbour.example/wall/")
    assert (thread.declared_count, thread.complete) == (declared, None if declared is None else False)
