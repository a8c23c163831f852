"""What looks like a comment and is none, alone on a page and around or between comments."""

from __future__ import annotations

import pytest

from scraper import parse
from tests.scraper.comments import markup
from tests.scraper.comments.no_comments import IDA, OLAV, WORDS
from tests.scraper.comments.said import BASE

NO_COMMENTS = {
    "reviews of a product in the sidebar": """<aside><h3>Our shop</h3><div itemscope
        itemtype="https://schema.org/Product">
        <span itemprop="name">Rope</span><div itemprop="review" itemscope itemtype="https://schema.org/Review">
        <span itemprop="author">Jonas</span> <time itemprop="datePublished" datetime="2012-12-01">1 Dec</time>
        <p itemprop="reviewBody">Holds well.</p></div></div></aside>""",
    "frequent questions": """<section itemscope itemtype="https://schema.org/FAQPage"><div itemprop="mainEntity"
        itemscope
        itemtype="https://schema.org/Question"><h3 itemprop="name">Is it deep?</h3><div itemprop="acceptedAnswer"
        itemscope
        itemtype="https://schema.org/Answer"><p itemprop="text">It is, at high tide.</p></div></div><div
        itemprop="mainEntity"
        itemscope itemtype="https://schema.org/Question"><h3 itemprop="name">Is it cold?</h3><div
        itemprop="acceptedAnswer"
        itemscope itemtype="https://schema.org/Answer"><p itemprop="text">Always.</p></div></div></section>""",
    "the most commented articles": """<div class="most-commented"><h3>Most commented</h3><ul><li><a href="/ebb/">Ebb</a>
        <span class="comments-count">12 comments</span> <span class="date">1 December 2012</span></li>
        <li><a href="/flow/">Flow</a> <span class="comments-count">9 comments</span></li></ul></div>""",
    "articles beside, each with its author, date and number of comments": """<div class="more">
        <article class="teaser"><h3><a href="/ebb/">Ebb</a></h3><span class="author">Jonas</span>
        <time datetime="2012-11-01">1 November 2012</time><p class="text">The ebb came late.</p>
        <a href="/ebb/#comments">4 comments</a></article><article class="teaser"><h3><a href="/flow/">Flow</a></h3>
        <span class="author">Mirela</span> <time datetime="2012-11-02">2 November 2012</time>
        <p class="text">The flow came early.</p><a href="/flow/#comments">1 comment</a></article></div>""",
    "a box about the author": """<div class="author-box"><img class="avatar" src="/a.png"><h4>About Ada Vale</h4>
        <p>Ada has kept the harbour's books since 4 May 1999.</p></div>""",
    "quotations from readers of the newspaper": """<div class="testimonials"><blockquote><p>I read it daily.</p>
        <cite>Jonas</cite></blockquote><blockquote><p>So do I.</p><cite>Mirela</cite></blockquote></div>""",
    "a script's empty form for a comment": """<div class="comments-area" hidden><div class="comment comment-template">
        <span class="comment-author"></span><div class="comment-text"></div></div></div>""",
    "a template with placeholders": """<div id="comment-template" style="display:none"><div class="comment">
        <b class="comment-author">{{author}}</b> <span class="comment-date">{{date}}</span>
        <div class="comment-text"><p>{{text}}</p></div></div></div>""",
    "a poll": """<form class="poll"><h3>How deep?</h3><ul><li><label><input type="radio"> Deep</label> 12 votes</li>
        <li><label><input type="radio"> Deeper</label> 4 votes</li></ul></form>""",
    "the comments' own settings": """<div class="comments-toolbar"><ul
        class="comments-sort"><li>Newest</li><li>Oldest</li></ul>
        <p class="comments-login">Log in on 4 December 2012 or later to comment.</p></div>""",
    "a letter from the editors in the area for comments": """<div class="comment-notice"><p>Comments are moderated since
        4 December 2012. The editors.</p></div>""",
    "navigation between articles": """<div class="post-navigation"><div class="nav-previous"><a href="/ebb/"
        rel="prev">Ebb</a>
        <span class="date">1 December 2012</span></div><div class="nav-next"><a href="/flow/"
        rel="next">Flow</a></div></div>""",
    "a table of tides": """<table class="tides"><tr><th>Day</th><th>High</th></tr><tr><td>4 December
        2012</td><td>10:31</td></tr>
        <tr><td>5 December 2012</td><td>11:20</td></tr></table>""",
}


@pytest.mark.parametrize("what", NO_COMMENTS.values(), ids=NO_COMMENTS)
def test_it_is_no_comment(what: str) -> None:
    assert parse(markup.page(what).encode(), BASE).comments == ()


@pytest.mark.parametrize("what", NO_COMMENTS.values(), ids=NO_COMMENTS)
@pytest.mark.parametrize("place", ["{}<div id='comments'>{}{}</div>", "<div id='comments'>{1}{2}</div>{0}"])
def test_it_adds_nothing_to_a_thread_beside_it(what: str, place: str) -> None:
    thread = parse(markup.page(place.format(what, IDA, OLAV)).encode(), BASE)
    assert [comment.text for comment in thread.comments] == WORDS


BETWEEN = {
    "an advertisement": '<div class="ad-slot" id="div-gpt-ad-1234567-0"><p>Buy rope, it holds.</p></div>',
    "an advertisement in the list's own make": '<div class="comment-ad"><p>Buy</p><a href="/rope">Rope</a></div>',
    "a form": '<form id="commentform"><p>Write to us.</p><textarea></textarea><button>Send</button></form>',
    "a form for an answer": '<div id="respond" class="comment-respond"><h3>Reply to Ida</h3><form></form></div>',
    "a pager": '<nav class="comments-pagination"><a href="?cpage=1">1</a> <a href="?cpage=2">2</a></nav>',
    "a letter for news": '<div class="newsletter-signup"><h4>Our letter</h4><p>Every Monday.</p><input></div>',
    "a bar to share": '<div class="comments-share"><a href="/share">Share</a> <span>12</span></div>',
    "a heading of a day": '<h4 class="comments-day">4 December 2012</h4>',
    "a spinner": '<div class="comment-loading"><span>Loading comments</span></div>',
}


@pytest.mark.parametrize("what", BETWEEN.values(), ids=BETWEEN)
def test_what_stands_between_comments_is_none(what: str) -> None:
    thread = parse(markup.page(f'<div id="comments">{IDA}{what}{OLAV}{what}</div>').encode(), BASE)
    assert [comment.text for comment in thread.comments] == WORDS
    assert [comment.author.name for comment in thread.comments] == ["Ida Brink", "Olav Tern"]


def test_the_article_in_the_classes_of_a_comment_stays_the_article() -> None:
    page = markup.page(f'<div id="comments">{IDA}{OLAV}</div>')
    dressed = page.replace('<article class="post">', '<article class="comment" id="comment-article">')
    thread = parse(dressed.encode(), BASE)
    assert [comment.text for comment in thread.comments] == WORDS
    assert all(text in thread.article.text for text in markup.ARTICLE)
