from __future__ import annotations

import pytest

from scraper import Thread, parse
from scraper.comments.vocabulary.counts import count_in
from scraper.incomplete import Code, Incomplete
from tests.blog.markup import Comment, render_disqus_thread, render_wordpress_thread
from tests.scraper.comments import markup

PEOPLE = ("Ida Brink", "Olav Tern", "Mirela Kade")

THREAD = [
    Comment(id=501 + 2 * n, author=name, paragraphs=(f"My {name.split()[0]} opinion of the tide.",))
    for n, name in enumerate(PEOPLE)
]

PRINTED = render_wordpress_thread(THREAD, markup.BASE)


def area(inside: str) -> str:
    """An area of comments as WordPress themes draw it."""
    return f'<div id="comments" class="comments-area">{inside}</div>'


def read(thread: str, **more: str) -> Thread:
    return parse(markup.page(thread, **more).encode(), markup.BASE)


def test_a_thread_that_nothing_speaks_against_is_complete() -> None:
    thread = read(area(PRINTED))
    assert (len(thread.comments), thread.complete, thread.incomplete) == (3, True, None)
    assert [(channel.name, channel.complete, channel.count) for channel in thread.channels] == [("page", True, 3)]


# --- pagers

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


# --- buttons


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


# --- declared counts


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("74 commentaires", 74),
        ("3 thoughts on “The tide book”", 3),
        ("One thought on “The tide book”", 1),
        ("Ein Kommentar", 1),
        ("12 Kommentare zu „Das Flutbuch“", 12),
        ("Un commentaire", 1),
        ("5 comentarios", 5),
        ("4 comentários", 4),
        ("7 commenti", 7),
        ("9 reacties", 9),
        ("2 komentarze", 2),
        ("21 комментарий", 21),
        ("8 responses to The tide book", 8),
        ("1,204 Comments", 1204),
        ("1.204 Kommentare", 1204),
        ("Comments (3)", 3),
        ("Kommentare: 14", 14),
        ("5 yorum", 5),
        ("6 コメント", 6),
        ("0 Comments", 0),
        ("Tous vos commentaires (11)", 11),
        ("2 Messages de forum", 2),
        ("3 Gedanken zu „Das Flutbuch“", 3),
        ("5 réflexions sur « Le livre des marées »", 5),
        ("10 réactions", 10),
        ("Deux commentaires", 2),
        ("Zwölf Kommentare", 12),
        ("Dos comentarios", 2),
        ("Tre commenti", 3),
        ("No comments yet", 0),
        ("Noch keine Kommentare", 0),
        ("Aucun commentaire pour l'instant", 0),
        ("Keine Kommentare möglich", None),
        ("No comments of this kind are printed", None),
        ("Comments", None),
        ("Leave a comment", None),
        ("The 39 steps of the harbour", None),
        ("Posted on 12 March 2012", None),
        ("", None),
    ],
)
def test_a_heading_declares_a_count(heading: str, count: int | None) -> None:
    assert count_in(heading) == count


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


# --- documents that break off, threads that are elsewhere


def test_a_document_that_breaks_off_is_incomplete() -> None:
    whole = markup.page(area(PRINTED))
    cut = whole[: whole.index("Mirela opinion")]
    thread = parse(cut.encode(), markup.BASE)
    assert (thread.complete, thread.incomplete) == (False, Incomplete(Code.CUT_SHORT))
    assert [comment.author.name for comment in thread.comments] == list(PEOPLE)


def test_a_thread_that_a_script_loads_is_told_from_one_that_is_missing() -> None:
    counted = '<p><a href="#comments">7 comments</a></p>'
    thread = read(EMBEDS["Disqus"], before=counted)
    assert (thread.declared_count, thread.incomplete) == (7, Incomplete(Code.LOADED_BY_SCRIPT, "Disqus"))
    assert read("", before=counted).incomplete == Incomplete(Code.TOO_FEW, "0 of 7")


EMBEDS = {
    "Disqus": "<div id='disqus_thread'></div><script>var disqus_shortname = 'harbour';</script>",
    "Isso": '<section id="isso-thread"></section><script data-isso="//i.example/" src="/js/embed.min.js"></script>',
    "Facebook": '<div class="fb-comments"></div><script src="https://connect.facebook.net/en_US/sdk.js"></script>',
    "utterances": '<script src="https://utteranc.es/client.js" repo="ida/harbour"></script>',
    "Hyvor Talk": '<hyvor-talk-comments></hyvor-talk-comments><script src="https://talk.hyvor.com/embed.js"></script>',
    "OpenWeb": '<div data-spotim-module="conversation"></div><script src="https://launcher.spot.im/spot/x"></script>',
    "giscus": '<script src="https://giscus.app/client.js" data-repo="ida/harbour"></script>',
}


@pytest.mark.parametrize(("name", "embed"), EMBEDS.items(), ids=EMBEDS)
def test_a_thread_that_a_script_would_load_is_incomplete(name: str, embed: str) -> None:
    thread = read(embed)
    assert (thread.comments, thread.complete) == ((), False)
    assert thread.incomplete == Incomplete(Code.LOADED_BY_SCRIPT, name)


@pytest.mark.parametrize("name", ["Disqus", "utterances", "Hyvor Talk"])
def test_a_script_in_what_looks_like_comments_is_seen(name: str) -> None:
    login = '<div class="comment" id="comment-9"><p>Log in to comment</p></div>'
    reason = read(f'<div id="comments">{login}{EMBEDS[name]}</div>').incomplete
    assert reason == Incomplete(Code.LOADED_BY_SCRIPT, name)


def test_a_printed_disqus_thread_is_read_though_its_script_would_replace_it() -> None:
    thread = read(render_disqus_thread(THREAD) + "<script>var disqus_shortname = 'harbour';</script>")
    assert (len(thread.comments), thread.complete, thread.system) == (3, True, "disqus-wordpress")


def test_the_name_of_a_system_in_the_text_is_no_embed() -> None:
    assert read("<p>We once used disqus_shortname and disqus.com/embed.js here.</p>").complete is None


def test_a_page_without_a_thread_cannot_be_judged_unless_it_says_that_there_is_none() -> None:
    assert read("").complete is None
    nothing = read("", before='<p><a href="#comments">0 comments</a></p>')
    assert (nothing.declared_count, nothing.complete) == (0, True)


def test_a_text_dump_cannot_be_judged_unless_it_declares_more_than_it_has() -> None:
    dump = markup.text_dump(THREAD)
    assert parse(dump.encode(), markup.BASE).complete is None
    declared = parse(dump.replace("  • Ida", "7 comments\n\n  • Ida").encode(), markup.BASE)
    assert (declared.declared_count, declared.complete) == (7, False)


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


@pytest.mark.parametrize(("more", "complete"), [("12 more replies", False), ("", True)])
def test_notable_replies_of_a_discourse_are_not_all_of_them(more: str, complete: bool) -> None:
    comments = [Comment(number, f"Reader {number}", (f"I saw it lean, the {number}th time.",)) for number in (1, 2, 3)]
    printed = render_wordpress_thread(comments)
    place = f"""<div id="talk" class="discourse-comments-area"><h2 class="discourse-comments-title">Notable Replies</h2>
        {printed}<p class="more-replies">{more}</p></div>"""
    html = f"<!DOCTYPE html><html><body><h1>The wall</h1><p>{'It leans a little. ' * 40}</p>{place}</body></html>"
    thread = parse(html.encode(), "http://harbour.example/wall/")
    assert (len(thread.comments), thread.complete) == (3, complete)
    assert thread.incomplete == (None if complete else Incomplete(Code.SELECTION, "12 more replies"))
