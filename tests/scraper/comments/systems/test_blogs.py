"""Blog and site software other than WordPress: Blogger, Drupal, SPIP, Movable Type, TypePad, the printed Disqus list."""

from __future__ import annotations

import pytest

from tests.scraper.comments.said import BASE, Said, read

# --- Blogger


def test_blogger_classic() -> None:
    """A definition list: name in `dt`, words in one `dd`, date in the next; nothing nests."""

    def item(number: int, who: str, date: str, words: str) -> str:
        return f"""<dt class='comment-author' id='c{number}'><a name='c{number}'></a>
<div class="avatar-image-container"><img src='https://pictures.example/{number}' width='35' height='35' /></div>
{who} said...</dt>
<dd class='comment-body' id='Blog1_cmt-{number}'><p>{words}</p></dd>
<dd class='comment-footer'><span class='comment-timestamp'><a href='{BASE}?showComment=1354617060000#c{number}' title='comment permalink'>
{date}</a><span class='item-control blog-admin'><a class='comment-delete' href='https://blogs.example/delete?postID={number}'
title='Delete Comment'><img src='https://pictures.example/trash.gif'/></a></span></span></dd>"""

    items = item(
        5014410286217331,
        "<a href='https://ida.example/' rel='nofollow'>Ida Brink</a>",
        "December 4, 2012 at 10:31 AM",
        "The tide was early.<br /><br />So was I.",
    )
    items += item(5034410286217333, "Olav Tern", "December 4, 2012 at 12:00 PM", "Not here.")
    thread = f"""<div class='comments' id='comments'><a name='comments'></a><h4>2 comments:</h4>
<div id='Blog1_comments-block-wrapper'><dl class='avatar-comment-indent' id='comments-block'>{items}</dl></div>
<p class='comment-footer'><a href='https://blogs.example/comment?postID=7' onclick=''>Post a Comment</a></p></div>"""
    link = f"{BASE}?showComment=1354617060000"
    assert read(thread) == [
        Said(
            "Ida Brink",
            "The tide was early.\n\nSo was I.",
            url="https://ida.example/",
            at="2012-12-04T10:31",
            id="5014410286217331",
            link=f"{link}#c5014410286217331",
        ),
        Said("Olav Tern", "Not here.", at="2012-12-04T12:00", id="5034410286217333", link=f"{link}#c5034410286217333"),
    ]


def test_blogger_threaded() -> None:
    def item(number: int, who: str, date: str, words: str, replies: str = "", by: str = "") -> str:
        return f"""<li class="comment" id="c{number}"><div class="avatar-image-container"><img src="https://pictures.example/{number}" alt=""/></div>
<div class="comment-block"><div class="comment-header"><cite class="user {by}">{who}</cite><span class="icon user {by}"></span>
<span class="datetime secondary-text"><a rel="nofollow" href="{BASE}?showComment=1354617060000#c{number}">{date}</a></span></div>
<p class="comment-content">{words}</p><span class="comment-actions secondary-text"><a class="comment-reply" target="_self"
data-comment-id="{number}">Reply</a><span class="item-control blog-admin"><a target="_self" href="https://blogs.example/delete">Delete</a>
</span></span></div><div class="comment-replies"><div id="c{number}-rt" class="comment-thread inline-thread{"" if replies else " hidden"}">
<span class="thread-toggle thread-expanded"><span class="thread-arrow"></span><span class="thread-count"><a target="_self">Replies</a></span></span>
<ol id="c{number}-ra" class="thread-chrome thread-expanded"><div>{replies}</div><div id="c{number}-continue" class="continue">
<a class="comment-reply" target="_self" data-comment-id="{number}">Reply</a></div></ol></div></div>
<div class="comment-replybox-single" id="c{number}-ce"></div></li>"""

    olav = item(5034410286217333, "Olav Tern", "December 4, 2012 at 12:00 PM", "Not here.", by="blog-author")
    items = item(
        5014410286217331,
        '<a href="https://ida.example/" rel="nofollow">Ida Brink</a>',
        "December 4, 2012 at 10:31 AM",
        "The tide was early.<br /><br />So was I.",
        olav,
    )
    items += item(
        5054410286217335, "Anonymous", "December 5, 2012 at 9:00 AM", "This comment has been removed by the author."
    )
    thread = f"""<section class='comments threaded' data-embed='true' id='comments'><a name='comments'></a><h3 class='title'>3 comments:</h3>
<div id='Blog1_comments-block-wrapper'></div><div class='comments-content'><div id='comment-holder'>
<div class="comment-thread toplevel-thread"><ol id="top-ra">{items}</ol><div id="top-continue" class="continue">
<a class="comment-reply" target="_self">Add comment</a></div><div class="comment-replybox-thread" id="top-ce"></div>
<div class="loadmore hidden" data-post-id="7"><a target="_self">Load more...</a></div></div></div></div></section>"""
    link = f"{BASE}?showComment=1354617060000"
    found = read(thread)
    assert found[:2] == [
        Said(
            "Ida Brink",
            "The tide was early.\n\nSo was I.",
            url="https://ida.example/",
            at="2012-12-04T10:31",
            id="5014410286217331",
            link=f"{link}#c5014410286217331",
        ),
        Said(
            "Olav Tern",
            "Not here.",
            to="Ida Brink",
            at="2012-12-04T12:00",
            id="5034410286217333",
            link=f"{link}#c5034410286217333",
        ),
    ]
    assert [(c.who, c.id, c.to) for c in found[2:]] == [("Anonymous", "5054410286217335", None)]


# --- Drupal

TREE = [
    Said(
        "Ida Brink",
        "A title of mine\n\nThe tide was early.",
        url="https://ida.example/",
        at="2012-12-04T10:31",
        id="501",
    ),
    Said("Olav Tern", "Not here.", to="Ida Brink", at="2012-12-04T12:00", id="503"),
    Said("Mirela", "Nor with us.", to="Olav Tern", at="2012-12-05T09:00", id="505"),
    Said("Jonas", "Once, in May.", at="2012-12-06T08:15", id="507"),
]


def drupal(item: dict[str, str], wrap: str) -> str:
    """Replies stand in `div.indented` behind the comment that they answer."""
    return wrap.format(
        f'{item["Ida"]}<div class="indented">{item["Olav"]}<div class="indented">{item["Mirela"]}</div></div>{item["Jonas"]}'
    )


PEOPLE = (
    (
        "Ida",
        501,
        "Ida Brink",
        "https://ida.example/",
        "Tue, 04/12/2012 - 10:31",
        "2012-12-04T10:31",
        "A title of mine",
        "The tide was early.",
    ),
    ("Olav", 503, "Olav Tern", "", "Tue, 04/12/2012 - 12:00", "2012-12-04T12:00", "", "Not here."),
    ("Mirela", 505, "Mirela", "", "Wed, 05/12/2012 - 09:00", "2012-12-05T09:00", "", "Nor with us."),
    ("Jonas", 507, "Jonas", "", "Thu, 06/12/2012 - 08:15", "2012-12-06T08:15", "", "Once, in May."),
)


def linked(who: str, url: str, more: str = "") -> str:
    return f'<a href="{url}" rel="nofollow" {more}>{who}</a>' if url else f"<span {more}>{who}</span>"


def test_drupal_6() -> None:
    items = {
        key: f"""<a id="comment-{n}"></a><div class="comment odd clear-block"><h3 class="title"><a href="/node/7#comment-{n}" class="active">{title or words[:20]}</a></h3>
<div class="submitted">{date} — {linked(who, url)}</div><div class="content"><p>{words}</p></div>
<ul class="links"><li class="comment_reply first last"><a href="/comment/reply/7/{n}">reply</a></li></ul></div>"""
        for key, n, who, url, date, _, title, words in PEOPLE
    }
    found = read(drupal(items, '<div id="comments"><h2 class="comments">Comments</h2>{}</div>'))
    assert [(c.who, c.url, c.at, c.to, c.id) for c in found] == [(c.who, c.url, c.at, c.to, c.id) for c in TREE]
    assert [c.text.split("\n\n")[-1] for c in found] == [c.text.split("\n\n")[-1] for c in TREE]


def test_drupal_7() -> None:
    items = {
        key: f"""<a id="comment-{n}"></a><div class="comment comment-by-anonymous clearfix" about="/comment/{n}#comment-{n}" typeof="sioc:Post sioct:Comment">
<div class="attribution"><div class="submitted"><p class="commenter-name">{linked(who, url, 'class="username" typeof="sioc:UserAccount" property="foaf:name"')}</p>
<p class="comment-time"><span property="dc:date dc:created" content="{iso}:00+00:00" datatype="xsd:dateTime">{date}</span></p>
<p class="comment-permalink"><a href="/comment/{n}#comment-{n}" class="permalink" rel="bookmark">Permalink</a></p></div></div>
<div class="comment-text"><div class="comment-arrow"></div><h3 property="dc:title" datatype=""><a href="/comment/{n}#comment-{n}" class="permalink" rel="bookmark">{title}</a></h3>
<div class="content"><span rel="sioc:reply_of" resource="/node/7" class="rdf-meta element-hidden"></span>
<div class="field field-name-comment-body field-type-text-long"><div class="field-items"><div class="field-item even" property="content:encoded"><p>{words}</p></div></div></div></div>
<ul class="links inline"><li class="comment-reply first last"><a href="/comment/reply/7/{n}">reply</a></li></ul></div></div>"""
        for key, n, who, url, date, iso, title, words in PEOPLE
    }
    found = read(drupal(items, '<div id="comments" class="comment-wrapper"><h2 class="title">Comments</h2>{}</div>'))
    assert [(c.who, c.url, (c.at or "")[:16], c.to, c.id) for c in found] == [
        (c.who, c.url, c.at, c.to, c.id) for c in TREE
    ]
    assert [c.text.split("\n\n")[-1] for c in found] == [c.text.split("\n\n")[-1] for c in TREE]
    assert [c.link for c in found][:1] == ["https://harbour.example/comment/501#comment-501"]


@pytest.mark.parametrize("answered", ["", "In reply to"])
def test_drupal_8_to_10(answered: str) -> None:
    """Each comment names the one it answers in a hidden line, which is no part of what was said."""
    above = {503: 501, 505: 503}
    items = {
        key: f"""<article data-comment-user-id="0" id="comment-{n}" class="comment js-comment by-anonymous clearfix">
<mark class="hidden" data-comment-timestamp="1354617060"></mark>
<footer class="comment__meta"><article class="profile"></article><p class="comment__author">{linked(who, url, 'class="username"')}</p>
<p class="comment__time">{date}</p><p class="comment__permalink"><a href="/comment/{n}#comment-{n}" hreflang="en">Permalink</a></p>
{f'<p class="visually-hidden">{answered} <a href="/comment/{above[n]}#comment-{above[n]}" class="permalink" rel="bookmark" hreflang="en">a title</a> by <span class="username">Somebody</span></p>' if answered and n in above else ""}
</footer><div class="comment__content"><h3><a href="/comment/{n}#comment-{n}" class="permalink" rel="bookmark" hreflang="en">{title}</a></h3>
<div class="clearfix text-formatted field field--name-comment-body field--type-text-long field__item"><p>{words}</p></div>
<ul class="links inline"><li><a href="/comment/reply/node/7/comment/{n}" class="use-ajax">Reply</a></li></ul></div></article>"""
        for key, n, who, url, date, _, title, words in PEOPLE
    }
    found = read(
        drupal(
            items,
            '<section class="field field--name-comment field--type-comment comment-wrapper"><h2 class="title">Comments</h2>{}</section>',
        )
    )
    assert [(c.who, c.url, c.at, c.to, c.id) for c in found] == [(c.who, c.url, c.at, c.to, c.id) for c in TREE]
    assert [c.text.split("\n\n")[-1] for c in found] == [c.text.split("\n\n")[-1] for c in TREE]


# --- SPIP


def test_spip() -> None:
    """SPIP's forum: `li.forum-fil`, replies in a `ul` of their own within it, a title line to each message."""

    def item(number: int, who: str, date: str, iso: str, words: str, replies: str = "") -> str:
        return f"""<li class="comment-li comment-fil"><div class="comment hreview" id="comment{number}">
<div class="comment-meta comment-info"><a href="#comment{number}" title="Lien permanent" class="permalink">#</a>
<abbr class="published dtreviewed" title="{iso}">{date}</abbr>, <span class="sep">par</span> <span class="comment-author fn">{who}</span></div>
<div class="comment-content"><h5 class="comment-titre">The tide book</h5><div class="comment-texte"><p>{words}</p></div></div>
<p class="repondre comment-reply"><a href="spip.php?page=forum&amp;id_article=7&amp;id_forum={number}" rel="noindex nofollow">Répondre à ce message</a></p>
</div>{replies}</li>"""

    olav = item(503, "Olav Tern", "4 décembre 2012, 12:00", "2012-12-04T12:00:00Z", "Not here.")
    ida = item(
        501,
        '<a class="url" href="https://ida.example/">Ida Brink</a>',
        "4 décembre 2012, 10:31",
        "2012-12-04T10:31:00Z",
        "The tide was early.",
        f'<ul class="comments-ul comments-reponses">{olav}</ul>',
    )
    found = read(
        f'<div class="comments" id="forum"><h2>2 Messages de forum</h2><ul class="comments-ul comments-posts">{ida}</ul></div>'
    )
    assert [(c.who, c.url, c.at, c.to, c.id, c.text.split("\n\n")[-1]) for c in found] == [
        ("Ida Brink", "https://ida.example/", "2012-12-04T10:31:00Z", None, "501", "The tide was early."),
        ("Olav Tern", None, "2012-12-04T12:00:00Z", "Ida Brink", "503", "Not here."),
    ]


def test_old_spip_forum() -> None:
    """Older templates call the messages what SPIP calls them: forum."""

    def item(number: int, who: str, date: str, words: str, replies: str = "") -> str:
        return f"""<li class="forum-fil"><div class="forum-message" id="forum{number}"><div class="forum-chapo">
<strong class="forum-titre"><a href="#forum{number}">A title</a></strong>
<small>{date}, par <span class="forum-auteur">{who}</span></small></div>
<div class="forum-texte"><p class="spip">{words}</p></div>
<p class="forum-repondre-message"><a href="spip.php?page=forum&amp;id_forum={number}">Répondre à ce message</a></p></div>{replies}</li>"""

    olav = item(503, "Olav Tern", "4 décembre 2012", "Not here.")
    ida = item(501, "Ida Brink", "3 décembre 2012", "The tide was early.", f'<ul class="forum">{olav}</ul>')
    found = read(f'<div id="forum"><h2 class="forum-titre">Vos commentaires</h2><ul class="forum">{ida}</ul></div>')
    assert [(c.who, c.at, c.to, c.id, c.text.split("\n\n")[-1]) for c in found] == [
        ("Ida Brink", "2012-12-03", None, "501", "The tide was early."),
        ("Olav Tern", "2012-12-04", "Ida Brink", "503", "Not here."),
    ]


# --- Movable Type and TypePad


def test_movable_type() -> None:
    def item(number: int, who: str, words: str, parent: str = "") -> str:
        return f"""<div class="comment" id="comment-{number}"><div class="inner"><div class="comment-header"><div class="asset-meta">
<span class="byline"><span class="vcard author">{who}</span>{parent} | <a href="#comment-{number}"><abbr class="published" title="2012-12-04T10:31:00+00:00">
December  4, 2012 10:31 AM</abbr></a> | <a title="Reply" href="javascript:void(0);" onclick="mtReplyCommentOnClick({number}, 'x')">Reply</a>
</span></div></div><div class="comment-content"><p>{words}</p></div></div></div>"""

    answer = ' replied to <a href="#comment-501">comment from Ida Brink</a>'
    ida = item(
        501,
        '<a title="https://ida.example/" href="https://ida.example/" rel="nofollow">Ida Brink</a>',
        "The tide was early.",
    )
    items = ida + item(503, "Olav Tern", "Not here.", answer) + item(505, "Mirela", "Never.")
    thread = f"""<div id="comments" class="comments"><h2 class="comments-header">3 Comments</h2>
<div class="comments-content">{items}</div><div class="comments-open" id="comments-open"><h2>Leave a comment</h2><form></form></div></div>"""
    at = "2012-12-04T10:31:00+00:00"
    assert read(thread) == [
        Said(
            "Ida Brink", "The tide was early.", url="https://ida.example/", at=at, id="501", link=f"{BASE}#comment-501"
        ),
        Said("Olav Tern", "Not here.", to="Ida Brink", at=at, id="503", link=f"{BASE}#comment-503"),
        Said("Mirela", "Never.", at=at, id="505", link=f"{BASE}#comment-505"),
    ]


def test_movable_type_3() -> None:
    """The words stand first; who wrote them, and when, in a line below."""

    def item(number: int, who: str, date: str, words: str) -> str:
        return f"""<a id="c{number}"></a><div class="comment" id="comment-{number}"><div class="comment-content"><p>{words}</p></div>
<p class="comment-footer">Posted by: {who} at <a href="#comment-{number}">{date}</a></p></div>"""

    items = item(
        501,
        '<a href="https://ida.example/" rel="nofollow">Ida Brink</a>',
        "December  4, 2012 10:31 AM",
        "The tide was early.",
    )
    items += item(503, "Olav Tern", "December  4, 2012 12:00 PM", "Not here.")
    assert read(f'<div id="comments" class="comments"><h3 class="comments-header">Comments</h3>{items}</div>') == [
        Said(
            "Ida Brink",
            "The tide was early.",
            url="https://ida.example/",
            at="2012-12-04T10:31",
            id="501",
            link=f"{BASE}#comment-501",
        ),
        Said("Olav Tern", "Not here.", at="2012-12-04T12:00", id="503", link=f"{BASE}#comment-503"),
    ]


def test_typepad() -> None:
    """TypePad: long hexadecimal numbers; the name and the date in a footer; replies in lists by number."""

    def item(number: str, who: str, words: str, classes: str = "") -> str:
        return f"""<div id="comment-{number}" class="comment {classes}"><div class="comment-avatar"><div class="user-pic"><img src="https://pictures.example/{number}"></div></div>
<div class="comment-content" id="comment-{number}-content"><span id="comment-{number}-content"><p>{words}</p></span></div>
<p class="comment-footer">Posted by: {who} | <a rel="nofollow" href="{BASE}?cid={number}#comment-{number}">December 04, 2012 at 10:31 AM</a></p></div>"""

    ida = item(
        "6a00d8341c3bb1970c017c",
        '<a rel="nofollow" title="https://ida.example/" href="https://ida.example/">Ida Brink</a>',
        "The tide was early.",
        "comment-odd",
    )
    olav = item("6a00d8341c3bb1970c017d", "Olav Tern", "Not here.", "comment-even")
    found = read(
        f'<div class="comments" id="comments"><h3 class="comments-header">Comments</h3><div class="comments-body">{ida}{olav}</div></div>'
    )
    assert [(c.who, c.text, c.url, c.at, c.to, c.id) for c in found] == [
        (
            "Ida Brink",
            "The tide was early.",
            "https://ida.example/",
            "2012-12-04T10:31",
            None,
            "6a00d8341c3bb1970c017c",
        ),
        ("Olav Tern", "Not here.", None, "2012-12-04T10:31", None, "6a00d8341c3bb1970c017d"),
    ]
