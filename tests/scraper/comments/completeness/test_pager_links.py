"""What says that a thread goes on elsewhere: links to further pages, buttons that load more."""

from __future__ import annotations

import pytest

from scraper.incomplete import Code, Incomplete
from tests.scraper.comments import markup
from tests.scraper.comments.completeness.threads import PRINTED, area, read

PREVIOUS = f'<a href="{markup.BASE}comment-page-1/#comments">&larr; Older Comments</a>'

PAGERS = {
    "links to older comments": f'<nav id="comment-nav-below"><div class="nav-previous">{PREVIOUS}</div></nav>',
    "bare link to a comment page": f"<p>{PREVIOUS}</p>",
    "a query": '<div class="navigation"><a href="?cpage=2#comments">Newer</a></div>',
    "numbers": '<div class="pagination"><span>1</span> <a href="?page=2">2</a> <a href="?page=3">3</a></div>',
    "another query": '<div class="x"><a href="/2012/tide/?comments_page=2">2</a></div>',
    "words of a theme": '<ul class="comments-pagination"><li><a href="?start=20">2</a></li></ul>',
}


@pytest.mark.parametrize("pager", PAGERS.values(), ids=PAGERS)
@pytest.mark.parametrize("place", ["above", "below"])
def test_a_pager_in_the_area_makes_the_thread_incomplete(pager: str, place: str) -> None:
    thread = read(area(pager + PRINTED if place == "above" else PRINTED + pager))
    assert (thread.complete, thread.incomplete) == (False, Incomplete(Code.FURTHER_PAGES))
    assert len(thread.comments) == 3


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_pager_straight_beside_the_area_makes_the_thread_incomplete(place: str) -> None:
    pager = PAGERS["links to older comments"]
    thread = read(area(PRINTED), **{place: pager})
    assert (thread.complete, thread.incomplete) == (False, Incomplete(Code.FURTHER_PAGES))


@pytest.mark.parametrize("relation", ["next", "prev"])
def test_a_comment_page_that_the_head_names_makes_the_thread_incomplete(relation: str) -> None:
    thread = read(area(PRINTED), head=f'<link rel="{relation}" href="{markup.BASE}comment-page-2/">')
    assert (thread.complete, thread.incomplete) == (False, Incomplete(Code.FURTHER_PAGES))


def test_a_pager_far_from_the_thread_makes_it_incomplete() -> None:
    after = f"<form><p>Leave a comment</p></form><hr><p>Ads</p><hr><nav>{PREVIOUS}</nav>"
    assert read(area(PRINTED), after=after).incomplete == Incomplete(Code.FURTHER_PAGES)


def test_comment_pages_of_other_articles_are_no_pager() -> None:
    assert read(area(PRINTED), after='<aside><a href="/2011/ebb/comment-page-3/">The ebb</a></aside>').complete is True


def test_permalinks_that_name_a_comment_page_are_no_pager() -> None:
    printed = PRINTED.replace(f"{markup.BASE}#comment-", f"{markup.BASE}comment-page-1/#comment-")
    assert "comment-page-1/#comment-501" in printed
    assert read(area(printed)).complete is True


def test_links_that_people_wrote_are_no_pager() -> None:
    words = 'See <a href="https://other.example/post/comment-page-2/">there</a>'
    printed = PRINTED.replace("My Ida opinion", words)
    thread = read(area(printed))
    assert thread.complete is True
    assert thread.comments[0].text.startswith("See there")


def test_links_to_the_next_article_are_no_pager() -> None:
    links = (
        '<nav class="post-navigation"><a href="/2012/ebb/" rel="prev">Ebb</a> <a href="/2012/flood/">Flood</a></nav>'
    )
    assert read(area(PRINTED), before=links, after=links).complete is True


@pytest.mark.parametrize(
    "button",
    [
        '<button class="load-more">Load more comments</button>',
        '<a href="#" class="more">View 12 more comments</a>',
        '<div class="load-more">Mehr Kommentare laden</div>',
        '<a href="#">Voir plus de commentaires</a>',
        '<a href="#" role="button">Ver más comentarios</a>',
        '<a href="#">Показать все комментарии</a>',
        '<a href="#">Load more</a>',
    ],
)
def test_a_button_that_loads_more_makes_the_thread_incomplete(button: str) -> None:
    thread = read(area(PRINTED + button))
    assert (thread.complete, thread.incomplete) == (False, Incomplete(Code.LOADS_MORE))


def test_a_button_does_not_count_against_a_thread_that_has_as_many_comments_as_declared() -> None:
    thread = read(area(f'<h2>3 comments</h2>{PRINTED}<a href="#">Load more comments</a>'))
    assert (thread.complete, thread.incomplete) == (True, None)


@pytest.mark.parametrize("button", ['<a href="#respond">Leave a comment</a>', "<button>Share</button>"])
def test_other_buttons_say_nothing(button: str) -> None:
    assert read(area(PRINTED + button)).complete is True
