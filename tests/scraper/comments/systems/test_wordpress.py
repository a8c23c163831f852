"""WordPress: its own lists, block themes, and the themes and plugins that print the thread themselves."""

from __future__ import annotations

from tests.scraper.comments.said import BASE, Said, read


def at(number: int) -> str:
    return f"{BASE}#comment-{number}"


CLASSIC = f"""<div id="comments" class="comments-area"><h2 class="comments-title">3 thoughts on &ldquo;The tide book&rdquo;</h2>
<ol class="comment-list">
<li id="comment-501" class="comment even thread-even depth-1 parent"><article id="div-comment-501" class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><img alt='' src='https://pictures.example/1?s=64'
class='avatar avatar-64 photo' height='64' width='64' loading='lazy' /><b class="fn"><a href="https://ida.example/"
class="url" rel="ugc external nofollow">Ida Brink</a></b> <span class="says">says:</span></div>
<div class="comment-metadata"><a href="{at(501)}"><time datetime="2012-12-04T10:31:00+01:00">4. December 2012 at 10:31</time></a>
<span class="edit-link"><a class="comment-edit-link" href="/edit">Edit</a></span></div></footer>
<div class="comment-content"><p>The tide was early.</p></div>
<div class="reply"><a rel="nofollow" class="comment-reply-link" href="#comment-501" data-commentid="501" data-postid="7"
data-belowelement="div-comment-501" aria-label="Reply to Ida Brink">Reply</a></div></article>
<ol class="children"><li id="comment-503" class="comment byuser comment-author-olav bypostauthor odd alt depth-2">
<article id="div-comment-503" class="comment-body"><footer class="comment-meta"><div class="comment-author vcard">
<b class="fn">Olav Tern</b> <span class="says">says:</span></div><div class="comment-metadata"><a href="{at(503)}">
<time datetime="2012-12-04T12:00:00+01:00">4. December 2012 at 12:00</time></a></div></footer>
<div class="comment-content"><p>Not here.</p><p>It never is.</p></div></article></li><!-- #comment-## --></ol><!-- .children -->
</li><!-- #comment-## -->
<li id="comment-504" class="pingback even thread-odd thread-alt depth-1"><div class="comment-body">Pingback:
<a href="https://other.example/ebb/" class="url" rel="ugc external nofollow">Ebb and flow</a></div></li>
</ol></div>"""

IDA = Said(
    "Ida Brink",
    "The tide was early.",
    url="https://ida.example/",
    at="2012-12-04T10:31:00+01:00",
    id="501",
    link=at(501),
)
OLAV = Said(
    "Olav Tern", "Not here.\n\nIt never is.", to="Ida Brink", at="2012-12-04T12:00:00+01:00", id="503", link=at(503)
)
PING = Said("Ebb and flow", "", url="https://other.example/ebb/", id="504", kind="pingback")


def test_a_classic_theme() -> None:
    assert read(CLASSIC) == [IDA, OLAV, PING]


def test_a_blogs_first_comments_have_numbers_that_stand_in_its_addresses() -> None:
    """The page of comment 1 is not another one than that of comment 2, although both figures stand in its year."""
    page = CLASSIC.replace("501", "1").replace("503", "2").replace("504", "12")
    assert "2012" in BASE
    assert [said.id for said in read(page)] == ["1", "2", "12"]


def test_the_fields_of_a_form_below_unnumbered_comments_are_no_comment() -> None:
    def item(who: str, words: str) -> str:
        return f'<div class="item"><p class="item-author">{who}</p><div class="item-message"><p>{words}</p></div></div>'

    form = """<div id="respond" class="respond"><form action="/wp-comments-post.php" method="post" id="commentform">
<p class="comment-notes"><span class="required-field-message">Required fields are marked <b>*</b></span></p>
<p class="comment-form-author"><label for="author">Name <b>*</b></label> <input name="author" type="text" /></p></form></div>"""
    page = (
        f'<div id="comments">{item("Ida Brink", "The tide was early.")}{item("Olav Tern", "It never is.")}{form}</div>'
    )
    assert [(said.who, said.text) for said in read(page)] == [
        ("Ida Brink", "The tide was early."),
        ("Olav Tern", "It never is."),
    ]


def test_a_block_theme() -> None:
    """The blocks of core: wp-block-comments, wp-block-comment-template and the parts of a comment in any order."""

    def item(number: int, classes: str, who: str, date: str, words: str, replies: str = "") -> str:
        return f"""<li id="comment-{number}" class="comment {classes}">
<div class="wp-block-columns"><div class="wp-block-column" style="flex-basis:40px"><div class="wp-block-avatar">
<img alt='' src='https://pictures.example/{number}' class='avatar avatar-40 photo wp-block-avatar__image' /></div></div>
<div class="wp-block-column"><div class="has-small-font-size wp-block-comment-author-name">{who}</div>
<div class="wp-block-group is-layout-flex"><div class="has-small-font-size wp-block-comment-date">
<time datetime="{date}"><a href="{at(number)}">some day</a></time></div>
<div class="has-small-font-size wp-block-comment-edit-link"><a class="comment-edit-link" href="/edit">Edit</a></div></div>
<div class="wp-block-comment-content">{words}</div>
<div class="has-small-font-size wp-block-comment-reply-link"><a rel="nofollow" class="comment-reply-link"
href="?replytocom={number}#respond" aria-label="Reply to somebody">Reply</a></div></div></div>{replies}</li>"""

    replies = item(
        503, "odd alt depth-2", "Olav Tern", "2012-12-04T12:00:00+01:00", "<p>Not here.</p><p>It never is.</p>"
    )
    ida = '<a rel="external nofollow ugc" href="https://ida.example/" target="_self">Ida Brink</a>'
    items = item(
        501,
        "even thread-even depth-1",
        ida,
        "2012-12-04T10:31:00+01:00",
        "<p>The tide was early.</p>",
        f"<ol>{replies}</ol>",
    )
    thread = f"""<div class="wp-block-comments"><h2 class="wp-block-comments-title">2 responses to &#8220;The tide book&#8221;</h2>
<ol class="wp-block-comment-template">{items}</ol>
<div id="respond" class="comment-respond wp-block-post-comments-form"><h3 class="comment-reply-title">Leave a Reply</h3></div></div>"""
    assert read(thread) == [IDA, OLAV]


def test_genesis() -> None:
    """The framework prints microdata, and pings in a list of their own under a heading of their own."""

    def item(number: int, classes: str, who: str, date: str, words: str, replies: str = "") -> str:
        return f"""<li class="comment {classes}" id="comment-{number}"><article id="article-comment-{number}" itemprop="comment"
itemscope itemtype="https://schema.org/Comment"><header class="comment-header"><p class="comment-author" itemprop="author"
itemscope itemtype="https://schema.org/Person"><img alt='' src='https://pictures.example/{number}' class='avatar avatar-48 photo' />
{who} <span class="says">says</span></p><p class="comment-meta"><time class="comment-time" datetime="{date}"
itemprop="datePublished"><a class="comment-time-link" href="{at(number)}" itemprop="url">some day</a></time></p></header>
<div class="comment-content" itemprop="text">{words}</div><div class="comment-reply"><a class='comment-reply-link'
href='?replytocom={number}#respond'>Reply</a></div></article>{replies}</li>"""

    ida = '<span class="comment-author-name" itemprop="name"><a href="https://ida.example/" class="comment-author-link" itemprop="url">Ida Brink</a></span>'
    olav = item(
        503,
        "odd depth-2",
        '<span itemprop="name">Olav Tern</span>',
        "2012-12-04T12:00:00+01:00",
        "<p>Not here.</p><p>It never is.</p>",
    )
    items = item(
        501,
        "even depth-1",
        ida,
        "2012-12-04T10:31:00+01:00",
        "<p>The tide was early.</p>",
        f'<ul class="children">{olav}</ul>',
    )
    pings = """<div class="entry-pings"><h3>Trackbacks</h3><ol class="ping-list"><li id="comment-504" class="pingback even depth-1">
<div class="comment-author vcard"><cite class="fn"><a href="https://other.example/ebb/" class="url">Ebb and flow</a></cite>
<span class="says">says:</span></div></li></ol></div>"""
    thread = f"""<div class="entry-comments" id="comments"><h3>Comments</h3><ol class="comment-list">{items}</ol></div>{pings}"""
    assert read(thread) == [IDA, OLAV, PING]


def test_thrive() -> None:
    """Thrive Comments: every part has classes of its own, replies stand in a list beside the comment's own block."""

    def item(number: int, level: int, who: str, words: str, likes: int, replies: str = "") -> str:
        return f"""<li class="comment thrv-comment thread-even depth-{level}" id="comment-{number}" comment-id="{number}">
<div class="tcm-comment-wrap"><div class="tcm-comment-head"><div class="tcm-comment-author-picture"><img class="avatar"
src="https://pictures.example/{number}"></div><span class="tcm-comment-author-name">{who}</span>
<span class="tcm-comment-date">December 4, 2012 at 10:31 am</span></div>
<div class="tcm-comment-content"><p>{words}</p></div><div class="tcm-comment-footer"><span class="tcm-vote-up"></span>
<span class="tcm-likes">{likes}</span><a class="tcm-reply comment-reply-link" href="#comment-{number}">Reply</a></div></div>{replies}</li>"""

    olav = item(503, 2, "Olav Tern", "Not here.", 0)
    ida = item(
        501,
        1,
        '<a href="https://ida.example/" class="tcm-author-link">Ida Brink</a>',
        "The tide was early.",
        4,
        f'<ol class="children tcm-replies">{olav}</ol>',
    )
    found = read(
        f'<div id="thrive-comments" class="comments-area"><ol class="comment-list tcm-comment-list">{ida}</ol></div>'
    )
    assert [(c.who, c.text, c.to, c.url, c.at, c.id) for c in found] == [
        ("Ida Brink", "The tide was early.", None, "https://ida.example/", "2012-12-04T10:31", "501"),
        ("Olav Tern", "Not here.", "Ida Brink", None, "2012-12-04T10:31", "503"),
    ]


def test_wpdiscuz() -> None:
    """wpDiscuz: `wpd-comm-<id>_<parent>`, votes in the footer, replies in the same block as what they answer."""

    def item(
        number: int, parent: int, level: int, who: str, date: str, words: str, votes: int, replies: str = ""
    ) -> str:
        reply = " wpd-reply" if parent else ""
        return f"""<div id='wpd-comm-{number}_{parent}' class='comment even thread-even depth-{level} wpd-comment{reply} wpd_comment_level-{level}'>
<div class="wpd-comment-wrap wpd-blog-guest"><div class="wpd-comment-left"><div class="wpd-avatar">
<img alt='' src='https://pictures.example/{number}' class='avatar avatar-64 photo' /></div></div>
<div id="comment-{number}" class="wpd-comment-right"><div class="wpd-comment-header"><div class="wpd-comment-author">{who}</div>
<div class="wpd-comment-date" title="{date}"><i class='far fa-clock' aria-hidden='true'></i> 8 years ago</div>
<div class="wpd-comment-share wpd-hidden wpd-tooltip wpd-top"><i class='fas fa-share-alt'></i><div class="wpd-tooltip-content">
<a class="wpd-tt-share" href="https://share.example/">Share</a></div></div></div>
<div class="wpd-comment-text"><p>{words}</p></div>
<div class="wpd-comment-footer"><div class="wpd-vote"><div class="wpd-vote-up wpd_not_clicked"></div>
<div class="wpd-vote-result wpd-vote-result-like" title="{votes}">{votes}</div><div class="wpd-vote-down"></div></div>
<div class="wpd-reply-button"><span>Reply</span></div>
<div class="wpd-toggle wpd-hidden wpd_not_clicked" wpd-tooltip="Hide Replies"></div></div></div></div>
<div id='wpdiscuz_form_anchor-{number}_{parent}'></div>{replies}</div>"""

    olav = item(503, 501, 2, "Olav Tern", "December 4, 2012 12:00 pm", "Not here.", 0)
    ida = item(
        501,
        0,
        1,
        "<a href='https://ida.example/' rel='noreferrer ugc nofollow' target='_blank'>Ida Brink</a>",
        "December 4, 2012 10:31 am",
        "The tide was early.",
        3,
        olav,
    )
    mirela = item(505, 0, 1, "Mirela", "December 5, 2012 9:00 am", "Never on a Sunday.", -1)
    thread = f"""<div class="wpdiscuz_top_clearing"></div><div id='comments' class='comments-area'><div id='respond'></div>
<div id="wpdcom" class="wpdiscuz_unauth wpd-default wpd-layout-1"><div class="wc_social_plugin_wrapper"></div>
<div class="wpd-form-wrap"><form class="wpd_comm_form"><textarea placeholder="Join the discussion"></textarea></form></div>
<div id="wpd-threads" class="wpd-thread-wrapper"><div class="wpd-thread-head"><div class="wpd-thread-info">
<span class='wpdtc' title='3'>3</span> Comments</div><div class="wpd-space"></div><div class="wpd-thread-filter">
<div class="wpdf-sorting"><span class="wpdiscuz-sort-button wpdiscuz-date-sort-asc">Oldest</span></div></div></div>
<div class="wpd-comment-info-bar"><div class="wpd-current-view">Inline Feedbacks</div><div class="wpd-filter-view-all">View all comments</div></div>
<div class="wpd-thread-list">{ida}{mirela}<div class="wpdiscuz-comment-pagination"></div></div></div></div></div>"""
    expected = [
        Said("Ida Brink", "The tide was early.", url="https://ida.example/", at="2012-12-04T10:31", id="501", likes=3),
        Said("Olav Tern", "Not here.", to="Ida Brink", at="2012-12-04T12:00", id="503", likes=0),
        Said("Mirela", "Never on a Sunday.", at="2012-12-05T09:00", id="505", likes=-1),
    ]
    assert read(thread) == expected


def test_likes_of_the_hosted_wordpress() -> None:
    """The hosted service puts a paragraph with its like button below the words of each comment."""
    like = """<p id="comment-like-501" data-liked="comment-not-liked" class="comment-likes comment-not-liked">
<a href="?like_comment=501&amp;_wpnonce=abc" class="comment-like-link needs-login" rel="nofollow" data-blog="9"><span>Like</span></a>
<span id="comment-like-count-501" class="comment-like-feedback">Liked by <a href="#" class="view-likers" data-like-count="2">2 people</a></span></p>"""
    found = read(CLASSIC.replace("<p>The tide was early.</p>", f"<p>The tide was early.</p>{like}"))
    assert found == [Said(**{**IDA.__dict__, "likes": 2}), OLAV, PING]


def test_a_callback_that_prints_the_date_and_the_name_below_the_words() -> None:
    def item(number: int, level: int, who: str, words: str, replies: str = "") -> str:
        return f"""<li class="comment depth-{level}" id="li-comment-{number}"><div id="comment-{number}">
<p>{words}</p><p class="postmetadata">&#8212; <strong>{who}</strong> on <a href="#comment-{number}">December 4, 2012 at 10:31</a></p>
</div>{replies}</li>"""

    thread = item(
        501,
        1,
        "Ida Brink",
        "The tide was early.",
        f'<ul class="children">{item(503, 2, "Olav Tern", "Not here.")}</ul>',
    )
    found = read(f'<div id="comments"><ol class="commentlist">{thread}</ol></div>')
    assert [(c.who, c.text, c.to, c.at, c.id) for c in found] == [
        ("Ida Brink", "The tide was early.", None, "2012-12-04T10:31", "501"),
        ("Olav Tern", "Not here.", "Ida Brink", "2012-12-04T10:31", "503"),
    ]
