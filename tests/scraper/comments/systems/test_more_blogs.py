"""More software for blogs and sites, read by structure alone: Dotclear, Serendipity, Joomla's comments, and others."""

from __future__ import annotations

from tests.scraper.comments.said import Said, read

AT = "2012-12-04T10:31"
FLAT = [("Ida Brink", "The tide was early.", None, AT, "5011"), ("Olav Tern", "Not here, never.", None, AT, "5033")]
NESTED = [FLAT[0], ("Olav Tern", "Not here, never.", "Ida Brink", AT, "5033")]


def facts(found: list[Said]) -> list[tuple[str | None, str, str | None, str | None, str | None]]:
    return [(c.who, c.text, c.to, (c.at or "")[:16], c.id) for c in found]


def test_dotclear() -> None:
    def item(number: int, count: int, who: str, words: str) -> str:
        return f"""<dt id="c{number}" class="odd {"first" if count == 1 else ""}"><a href="#c{number}" class="comment-number">{count}.</a>
Le mardi 4 décembre 2012, 10:31 par {who}</dt><dd class="odd"><!-- --><p>{words}</p></dd>"""

    items = item(5011, 1, '<a href="https://ida.example/" rel="ugc nofollow">Ida Brink</a>', "The tide was early.")
    items += item(5033, 2, "Olav Tern", "Not here, never.")
    assert facts(read(f'<div id="comments"><h3>Commentaires</h3><dl>{items}</dl></div>')) == FLAT


def test_serendipity() -> None:
    def item(number: int, depth: int, who: str, words: str) -> str:
        return f"""<a id="c{number}"></a><div id="serendipity_comment_{number}" class="serendipity_comment serendipity_comment_author_x" style="padding-left: {depth * 20}px">
<div class="serendipity_commentBody">{words}</div><div class="serendipity_comment_source"><a class="comment_source_trace" href="#c{number}">#1</a>
<span class="comment_source_author"><b>{who}</b></span> on <span class="comment_source_ctime">2012-12-04 10:31</span>
(<a class="comment_reply" href="#serendipity_CommentForm" id="serendipity_reply_{number}">Reply</a>)</div></div>"""

    items = item(5011, 0, "Ida Brink", "The tide was early.") + item(5033, 1, "Olav Tern", "Not here, never.")
    assert (
        facts(
            read(
                f'<div class="serendipity_comments serendipity_section_comments"><h3>Comments</h3><div id="comments">{items}</div></div>'
            )
        )
        == NESTED
    )


def test_jcomments() -> None:
    def item(number: int, count: int, who: str, words: str, replies: str = "") -> str:
        return f"""<div class="odd" id="comment-item-{number}"><div class="rbox"><div class="rbox_tr"><div class="rbox_m"><div class="comment-box usertype-guest">
<span class="comments-vote"><span id="comment-vote-holder-{number}"><a href="#" class="vote-good"></a><span class="vote-none">0</span></span></span>
<a class="comment-anchor" href="#comment-{number}" id="comment-{number}">#{count}</a> <span class="comment-author">{who}</span> <span class="comment-date">2012-12-04 10:31</span>
<div class="comment-body" id="comment-body-{number}">{words}</div><span class="comments-buttons"><a href="#">Reply</a> | <a href="#">Quote</a></span></div></div></div></div>
<div class="comments-list" id="comments-list-{number}">{replies}</div></div>"""

    items = item(5011, 1, "Ida Brink", "The tide was early.", item(5033, 2, "Olav Tern", "Not here, never."))
    assert (
        facts(
            read(
                f'<div id="jc"><div id="comments"><h4>Comments</h4><div class="comments-list" id="comments-list-0">{items}</div></div></div>'
            )
        )
        == NESTED
    )


def test_k2() -> None:
    def item(who: str, words: str, number: int) -> str:
        return f"""<li class="odd"><span class="commentLink"><a href="/item/7#comment{number}" name="comment{number}" id="comment{number}">Comment Link</a></span>
<img src="/a.png" alt="x" width="50"><span class="commentDate">Tuesday, 04 December 2012 10:31</span>
<span class="commentAuthorName">posted by <a href="https://ida.example/">{who}</a></span><p>{words}</p><span class="commentToolbar"><a href="#">Report</a></span></li>"""

    items = item("Ida Brink", "The tide was early.", 5011) + item("Olav Tern", "Not here, never.", 5033)
    found = read(
        f'<div class="itemComments"><h3 class="itemCommentsCounter"><span>2</span> comments</h3><ul class="itemCommentsList">{items}</ul></div>'
    )
    assert [entry[:4] for entry in facts(found)] == [entry[:4] for entry in FLAT]


def test_squarespace() -> None:
    def item(number: str, who: str, words: str, replies: str = "") -> str:
        return f"""<div class="comment " id="comment-{number}"><div class="comment-header clear"><span class="avatar"></span><span class="author"><a href="https://ida.example/">{who}</a></span>
<span class="date"><a href="#comment-{number}" title="December 4, 2012 at 10:31 am">8 years ago</a></span> <span class="like-count">0 Likes</span></div>
<div class="comment-body"><p>{words}</p></div><div class="comment-controls"><a class="reply-control">Reply</a></div></div><div class="comment-replies">{replies}</div>"""

    items = item(
        "50be1b7be4b0", "Ida Brink", "The tide was early.", item("50be1b7ce4b1", "Olav Tern", "Not here, never.")
    )
    found = read(
        f'<div class="squarespace-comments" id="comments-50be"><div class="comments-header">Comments (2)</div><div class="comment-list">{items}</div></div>'
    )
    assert [entry[:4] for entry in facts(found)] == [entry[:4] for entry in NESTED]


def test_b2evolution() -> None:
    def item(number: int, who: str, words: str) -> str:
        return f"""<article id="c{number}" class="evo_comment panel panel-default"><div class="panel-heading"><h4 class="evo_comment_title panel-title">Comment from: <span class="user anonymous">{who}</span></h4></div>
<div class="panel-body"><div class="evo_comment_text"><p>{words}</p></div></div><div class="panel-footer"><small class="evo_comment_info">
<a href="/tide#c{number}" class="permalink_right" title="Permanent link"></a> 2012-12-04 10:31 </small></div></article>"""

    items = item(5011, "Ida Brink", "The tide was early.") + item(5033, "Olav Tern", "Not here, never.")
    assert (
        facts(
            read(f'<section class="evo_feedback"><h3 class="evo_comment__list_title">2 comments</h3>{items}</section>')
        )
        == FLAT
    )


def test_a_table_of_an_aggregator() -> None:
    """Flat rows, moved to the right by a picture; votes and name in a head of their own."""

    def item(number: int, width: int, who: str, words: str) -> str:
        return f"""<tr class='athing comtr' id='{number}'><td><table border='0'><tr><td class='ind' indent='{width // 40}'><img src="s.gif" height="1" width="{width}"></td>
<td valign="top" class="votelinks"><a id='up_{number}' href='vote?id={number}'><div class='votearrow' title='upvote'></div></a></td>
<td class="default"><div style="margin-top:2px"><span class="comhead"><a href="user?id=x" class="hnuser">{who}</a>
<span class="age" title="2012-12-04T10:31:00"><a href="item?id={number}">on Dec 4, 2012</a></span> <span class="navs"> | <a href="#5033" class="clicky">next</a></span></span></div>
<div class="comment"><div class="commtext c00">{words}</div><div class='reply'><p><font size="1"><u><a href="reply?id={number}">reply</a></u></font></div></div></td></tr></table></td></tr>"""

    rows = item(50110, 0, "idab", "The tide was early.") + item(50330, 40, "olav", "Not here, never.")
    found = read(f'<table border="0" class="comment-tree">{rows}</table>')
    assert [(c.who, c.text, c.to, (c.at or "")[:16]) for c in found] == [
        ("idab", "The tide was early.", None, AT),
        ("olav", "Not here, never.", "idab", AT),
    ]
