"""Questions and answers, forums, and discussions below articles that a forum holds."""

from __future__ import annotations

import pytest

from scraper import parse
from tests.scraper.comments import markup
from tests.scraper.comments.said import read, read_page, said

QUESTION = "".join(f"<p>{text}</p>" for text in markup.ARTICLE)


def forum(posts: str, *, title: str = "The tide book", head: str = "") -> str:
    """A page whose article is the first post."""
    return f"""<!DOCTYPE html><html lang="en-GB"><head><title>{title}</title>{head}</head><body><div id="header"><a href="/">Harbour Board</a></div>
{posts}<div id="footer">Powered by a board</div></body></html>"""


# --- Stack Exchange


def se_comment(number: int, who: str, words: str, score: str = "") -> str:
    return f"""<li id="comment-{number}" class="comment js-comment " data-comment-id="{number}" data-comment-owner-id="9" data-comment-score="0">
<div class="js-comment-actions comment-actions"><div class="comment-score js-comment-edit-hide"><span title="number of 'useful comment' votes received" class="cool">{score}</span></div></div>
<div class="comment-text js-comment-text-and-form"><div class="comment-body js-comment-edit-hide"><span class="comment-copy">{words}</span>
<div class="d-inline-flex ai-center">&ndash;&nbsp;<a href="/users/9/x" title="1 reputation" class="comment-user">{who}</a></div>
<span class="comment-date" dir="ltr"><span title="2012-12-04 10:31:03Z, License: CC BY-SA 4.0" class="relativetime-clean">Dec 4, 2012 at 10:31</span></span>
</div></div></li>"""


def se_post(kind: str, number: int, who: str, words: str, comments: str, marks: str = "") -> str:
    return f"""<div id="{kind}{f"-{number}" if kind == "answer" else ""}" class="{kind} js-{kind}" data-{kind}id="{number}" data-score="7" {marks}>
<div class="post-layout"><div class="votecell post-layout--left"><div class="js-voting-container" data-post-id="{number}"><button>Up</button>
<div class="js-vote-count" itemprop="upvoteCount" data-value="7">7</div><button>Down</button></div></div>
<div class="{"answercell" if kind == "answer" else "postcell"} post-layout--right"><div class="s-prose js-post-body" itemprop="text">{words}</div>
<div class="mt24"><div class="js-post-menu pt2" data-post-id="{number}"><a href="/a/{number}" itemprop="url" class="js-share-link">Share</a>
<button>Follow</button></div><div class="post-signature"><div class="user-info"><div class="user-action-time">edited <span title="2012-12-09 10:31:03Z" class="relativetime">Dec 9, 2012 at 10:31</span></div>
<div class="user-details"><a href="/users/8/editor">The Editor</a></div></div></div>
<div class="post-signature"><div class="user-info"><div class="user-action-time">answered <span title="2012-12-03 08:00:00Z" class="relativetime">Dec 3, 2012 at 8:00</span></div>
<time itemprop="dateCreated" datetime="2012-12-03T08:00:00"></time><div class="user-details" itemprop="author" itemscope itemtype="http://schema.org/Person"><a href="/users/9/x">{who}</a><span class="d-none" itemprop="name">{who}</span>
<div class="-flair"><span class="reputation-score">3,926</span></div></div></div></div></div></div>
<span class="d-none" itemprop="commentCount">1</span><div class="post-layout--right js-post-comments-component">
<div id="comments-{number}" class="comments js-comments-container" data-post-id="{number}"><ul class="comments-list js-comments-list">{comments}</ul></div>
<div id="comments-link-{number}"><a class="js-add-link comments-link" href="#">Add a comment</a></div></div></div></div>"""


ANSWER = 'itemprop="suggestedAnswer" itemscope itemtype="https://schema.org/Answer"'


def test_questions_and_answers() -> None:
    """Answers answer the question, which is the article; comments below an answer answer that answer."""
    question = se_post("question", 70, "Asker", QUESTION, se_comment(801, "Jonas", "Which coast do you mean?", "2"))
    first = se_post(
        "answer",
        501,
        "Ida Brink",
        "<p>The tide was early.</p>",
        se_comment(803, "Olav Tern", "Not here.") + se_comment(805, "Mirela", "Nor with us."),
        ANSWER,
    )
    second = se_post("answer", 502, "Ada", "<p>Ask the moon.</p>", "", ANSWER)
    page = forum(
        f'<div id="mainbar" itemprop="mainEntity" itemscope itemtype="https://schema.org/Question">{question}<div id="answers"><a name="tab-top"></a>'
        f'<div id="answers-header"><h2 data-answercount="2">2 Answers</h2></div>{first}{second}</div></div>'
    )
    found = read_page(page)
    said_at = "2012-12-04T10:31:03Z"
    assert [(c.who, c.text, c.to, c.at, c.id) for c in found] == [
        ("Jonas", "Which coast do you mean?", None, said_at, "801"),
        ("Ida Brink", "The tide was early.", None, "2012-12-03T08:00:00", "501"),
        ("Olav Tern", "Not here.", "Ida Brink", said_at, "803"),
        ("Mirela", "Nor with us.", "Ida Brink", said_at, "805"),
        ("Ada", "Ask the moon.", None, "2012-12-03T08:00:00", "502"),
    ]
    assert {c.url for c in found} == {"https://harbour.example/users/9/x"}


# --- XenForo's discussions and Discourse's embeds below articles


def test_comments_that_a_xenforo_board_prints_below_an_article() -> None:
    def item(number: int, who: str, words: str) -> str:
        return f"""<article class="message message--post js-post js-inlineModContainer" data-author="{who}" data-content="post-{number}" id="js-post-{number}" itemscope itemtype="https://schema.org/Comment" itemid="https://harbour.example/posts/{number}/">
<meta itemprop="parentItem" itemscope itemid="https://harbour.example/threads/7/"><span class="u-anchorTarget" id="post-{number}"></span>
<div class="message-inner"><div class="message-cell message-cell--user"><section class="message-user" itemprop="author" itemscope itemtype="https://schema.org/Person" itemid="https://harbour.example/members/{who.lower()}.9/">
<div class="message-avatar"><div class="message-avatar-wrapper"><a href="/members/{who.lower()}.9/" class="avatar avatar--m"><span>{who[0]}</span></a></div></div>
<div class="message-userDetails"><h4 class="message-name"><a href="/members/{who.lower()}.9/" class="username" itemprop="url"><span itemprop="name">{who}</span></a></h4>
<h5 class="userTitle message-userTitle">Deck hand</h5></div><div class="message-userExtras"><dl class="pairs"><dt>Joined</dt><dd>Mar 3, 2009</dd></dl></div></section></div>
<div class="message-cell message-cell--main"><div class="message-main js-quickEditTarget"><header class="message-attribution message-attribution--split">
<ul class="message-attribution-main listInline"><li class="u-concealed"><a href="/threads/7/post-{number}" rel="nofollow" itemprop="url"><time class="u-dt" datetime="2012-12-04T10:31:00+0100" data-time="1354613460" itemprop="datePublished">Dec 4, 2012</time></a></li></ul>
<ul class="message-attribution-opposite"><li><a href="/threads/7/post-{number}" class="message-attribution-gadget">Share</a></li><li><a href="/threads/7/post-{number}">#{number - 499}</a></li></ul></header>
<div class="message-content js-messageContent"><div class="message-userContent lbContainer"><article class="message-body js-selectToQuote"><div itemprop="text"><div class="bbWrapper">{words}</div></div></article></div></div>
<footer class="message-footer"><div class="reactionsBar"></div></footer></div></div></div></article>"""

    posts = item(502, "Ida", "The tide was early.") + item(503, "Olav", "Not here.")
    thread = f"""<div class="block block--messages" data-href="/inline-mod/"><h3 class="block-header">Comments</h3><div class="block-container lbContainer"><div class="block-body js-replyNewMessageContainer">{posts}</div></div></div>"""
    found = read(thread)
    at = "2012-12-04T10:31:00+01:00"
    assert [(c.who, c.text, c.url, c.at, c.id) for c in found] == [
        ("Ida", "The tide was early.", "https://harbour.example/members/ida.9/", at, "502"),
        ("Olav", "Not here.", "https://harbour.example/members/olav.9/", at, "503"),
    ]


def test_a_discourse_embed() -> None:
    """The page that Discourse serves for the frame below an article; a reply names the post it answers by number."""

    def item(number: int, post: int, who: str, words: str, more: str = "") -> str:
        return f"""<article class='post' id="post-{post}"><a name="{post}"></a><header>{more}<a href="https://talk.example/t/tide/7/{post}" class='post-date' data-link-to-post="{number}" title='2012-12-04T10:31:00Z'>4 Dec</a></header>
<div class='author'><a href="https://talk.example/u/{who.lower()}"><img src='https://pictures.example/{who}' title='{who}'></a></div>
<div class='cooked'><h3 class='username '><a href="https://talk.example/u/{who.lower()}">{who}</a></h3><p>{words}</p></div>
<div class='clearfix'></div></article>"""

    reply = '<a href="#post-2" data-link-to-post="502" class="in-reply-to"><i class="icon-reply"></i> Ida</a>'
    posts = item(502, 2, "Ida", "The tide was early.") + item(503, 3, "Olav", "Not here.", reply)
    page = f"""<!DOCTYPE html><html lang="en"><head><title>Discourse Comments</title><meta name="discourse-base-uri" content=""></head><body class="crawler">
<section class='embed-comments discourse-comments-holder'><div class='count'>2 replies</div>{posts}</section><footer><a href="https://talk.example/t/7">Continue Discussion</a></footer></body></html>"""
    found = said(parse(page.encode(), "https://talk.example/embed/comments?topic_id=7"))
    assert [(c.who, c.text, c.to, c.url, c.at) for c in found] == [
        ("Ida", "The tide was early.", None, "https://talk.example/u/ida", "2012-12-04T10:31:00Z"),
        ("Olav", "Not here.", "Ida", "https://talk.example/u/olav", "2012-12-04T10:31:00Z"),
    ]


# --- forums: the opening post is the article, the others are flat


def vbulletin_3(number: int, count: int, who: str, words: str) -> str:
    return f"""<div align="center"><div class="page" style="width:100%; text-align:left"><div style="padding:0px 25px 0px 25px"><div id="edit{number}" style="padding:0px 0px 6px 0px">
<table class="tborder" id="post{number}" cellpadding="6" cellspacing="1" border="0" width="100%" align="center"><tr>
<td class="thead" style="font-weight:normal"><a name="post{number}"><img class="inlineimg" src="/images/post_old.gif" alt="Old" /></a> 12-24-2012, 10:31 AM</td>
<td class="thead" style="font-weight:normal" align="right">#<a href="showpost.php?p={number}&amp;postcount={count}" target="new" rel="nofollow" id="postcount{number}" name="{count}"><strong>{count}</strong></a></td></tr>
<tr valign="top"><td class="alt2" width="175"><div id="postmenu_{number}"><a class="bigusername" href="member.php?u=9">{who}</a></div>
<div class="smallfont">Deck hand</div><div class="smallfont"><div>Join Date: Mar 2009</div><div>Posts: 48</div></div></td>
<td class="alt1" id="td_post_{number}"><div class="smallfont"><strong>Re: The tide book</strong></div><hr size="1" /><div id="post_message_{number}">{words}</div>
<div>__________________<br />Always ashore by ten.</div></td></tr></table></div></div></div></div>"""


def vbulletin_4(number: int, count: int, who: str, words: str) -> str:
    return f"""<li class="postbit postbitim postcontainer old" id="post_{number}"><div class="postbit_headers"><div class="posthead">
<span class="postdate old"><span class="date">12-24-2012,&nbsp;<span class="time">10:31 AM</span></span></span>
<span class="nodecontrols"><a name="post{number}" href="showthread.php?7-tide&amp;p={number}#post{number}" class="postcounter">#{count}</a></span></div></div>
<div class="postdetails"><div class="userinfo"><div class="username_container"><div class="popupmenu memberaction"><a class="username offline popupctrl" href="member.php?9-x"><strong>{who}</strong></a></div>
<span class="usertitle">Deck hand</span></div><dl class="userinfo_extra"><dt>Join Date</dt><dd>Mar 2009</dd><dt>Posts</dt><dd>48</dd></dl></div>
<div class="postbody"><div class="postrow has_after_content"><div class="content"><div id="post_message_{number}"><blockquote class="postcontent restore ">{words}</blockquote></div></div></div>
<div class="after_content"><div class="signature restore"><div class="signaturecontainer">Always ashore by ten.</div></div></div></div></div>
<div class="postfoot"><a class="newreply" href="newreply.php?p={number}">Reply With Quote</a></div></li>"""


def phpbb_3(number: int, count: int, who: str, words: str) -> str:
    return f"""<div id="p{number}" class="post has-profile bg2"><div class="inner"><dl class="postprofile" id="profile{number}"><dt class="has-profile-rank no-avatar"><div class="avatar-container"></div>
<a href="./memberlist.php?mode=viewprofile&amp;u=9" class="username">{who}</a></dt><dd class="profile-rank">Deck hand</dd><dd class="profile-posts"><strong>Posts:</strong> 48</dd><dd class="profile-joined"><strong>Joined:</strong> Sun Mar 01, 2009 1:00 pm</dd></dl>
<div class="postbody"><div id="post_content{number}"><h3 {'class="first"' if count == 1 else ""}><a href="#p{number}">Re: The tide book</a></h3>
<ul class="post-buttons"><li><a href="./posting.php?mode=quote&amp;p={number}" title="Reply with quote" class="button"><span>Quote</span></a></li></ul>
<p class="author"><a class="unread" href="viewtopic.php?p={number}#p{number}" title="Post"><i class="icon"></i><span class="sr-only">Post</span></a> <span class="responsive-hide">by <strong><a href="./memberlist.php?mode=viewprofile&amp;u=9" class="username">{who}</a></strong> &raquo; </span>
<time datetime="2012-12-24T10:31:00+00:00">Mon Dec 24, 2012 10:31 am</time></p><div class="content">{words}</div>
<div id="sig{number}" class="signature">Always ashore by ten.</div></div></div><div class="back2top"><a href="#top" class="top" title="Top"><span class="sr-only">Top</span></a></div></div></div><hr class="divider" />"""


def phpbb_2(number: int, count: int, who: str, words: str) -> str:
    return f"""<tr><td width="150" align="left" valign="top" class="row1"><span class="name"><a name="{number}"></a><b>{who}</b></span><br /><span class="postdetails">Deck hand<br /><br /><br />Joined: 01 Mar 2009<br />Posts: 48</span><br /></td>
<td class="row1" width="100%" height="28" valign="top"><table width="100%" border="0"><tr><td width="100%"><a href="viewtopic.php?p={number}#{number}"><img src="icon_minipost.gif" alt="Post" border="0" /></a><span class="postdetails">Posted: Mon Dec 24, 2012 10:31 am<span class="gen">&nbsp;</span>&nbsp; &nbsp;Post subject: tide</span></td>
<td valign="top" nowrap="nowrap"><a href="posting.php?mode=quote&amp;p={number}"><img src="quote.gif" alt="Reply with quote" border="0" /></a></td></tr><tr><td colspan="2"><hr /></td></tr>
<tr><td colspan="2"><span class="postbody">{words}</span><span class="gensmall"></span></td></tr></table></td></tr>
<tr><td class="row1" width="150" align="left" valign="middle"><span class="nav"><a href="#top" class="nav">Back to top</a></span></td><td class="row1" width="100%" height="28" valign="bottom" nowrap="nowrap"></td></tr>
<tr><td class="spaceRow" colspan="2" height="1"><img src="spacer.gif" alt="" width="1" height="1" /></td></tr>"""


def xenforo_1(number: int, count: int, who: str, words: str) -> str:
    return f"""<li id="post-{number}" class="message   " data-author="{who}"><div class="messageUserInfo" itemscope="itemscope" itemtype="http://data-vocabulary.org/Person"><div class="messageUserBlock ">
<div class="avatarHolder"><a href="members/x.9/" class="avatar Av9m"><img src="https://pictures.example/{who}" width="96" height="96" alt="{who}" /></a></div>
<h3 class="userText"><a href="members/x.9/" class="username" dir="auto" itemprop="name">{who}</a><em class="userTitle" itemprop="title">Deck hand</em></h3><div class="extraUserInfo"><dl class="pairsJustified"><dt>Joined:</dt><dd>Mar 3, 2009</dd></dl></div></div></div>
<div class="messageInfo primaryContent"><div class="messageContent"><article><blockquote class="messageText SelectQuoteContainer ugc baseHtml">{words}<div class="messageTextEndMarker">&nbsp;</div></blockquote></article></div>
<div class="messageMeta ToggleTriggerAnchor"><div class="privateControls"><span class="item muted"><span class="authorEnd"><a href="members/x.9/" class="username author" dir="auto">{who}</a>,</span> <a href="threads/tide.7/#post-{number}" title="Permalink" class="datePermalink"><span class="DateTime" title="Dec 24, 2012 at 10:31 AM">Dec 24, 2012</span></a></span></div>
<div class="publicControls"><a href="threads/tide.7/#post-{number}" title="Permalink" class="item muted postNumber hashPermalink OverlayTrigger">#{count}</a><a href="x" class="ReplyQuote item control reply"><span></span>Reply</a></div></div></div></li>"""


def xenforo_2(number: int, count: int, who: str, words: str) -> str:
    return f"""<article class="message message--post js-post js-inlineModContainer" data-author="{who}" data-content="post-{number}" id="js-post-{number}"><span class="u-anchorTarget" id="post-{number}"></span>
<div class="message-inner"><div class="message-cell message-cell--user"><section class="message-user"><div class="message-avatar"><div class="message-avatar-wrapper"><a href="/members/x.9/" class="avatar avatar--m"><span>{who[0]}</span></a></div></div>
<div class="message-userDetails"><h4 class="message-name"><a href="/members/x.9/" class="username">{who}</a></h4><h5 class="userTitle message-userTitle">Deck hand</h5></div><div class="message-userExtras"><dl class="pairs"><dt>Joined</dt><dd>Mar 3, 2009</dd></dl></div></section></div>
<div class="message-cell message-cell--main"><div class="message-main js-quickEditTarget"><header class="message-attribution message-attribution--split"><ul class="message-attribution-main listInline"><li class="u-concealed"><a href="/threads/7/post-{number}" rel="nofollow"><time class="u-dt" datetime="2012-12-24T10:31:00+0000">Dec 24, 2012</time></a></li></ul>
<ul class="message-attribution-opposite"><li><a href="/threads/7/post-{number}">#{count}</a></li></ul></header><div class="message-content js-messageContent"><div class="message-userContent lbContainer js-lbContainer"><article class="message-body js-selectToQuote"><div class="bbWrapper">{words}</div></article></div>
<aside class="message-signature"><div class="bbWrapper">Always ashore by ten.</div></aside></div></div></div></div></article>"""


def smf_2(number: int, count: int, who: str, words: str) -> str:
    return f"""<div class="windowbg"><span class="topslice"><span></span></span><div class="post_wrapper"><div class="poster"><h4><img src="useroff.gif" alt="Offline" /> <a href="index.php?action=profile;u=9" title="View the profile of {who}">{who}</a></h4>
<ul class="reset smalltext" id="msg_{number}_extra_info"><li class="postgroup">Deck hand</li><li class="postcount">Posts: 48</li></ul></div>
<div class="postarea"><div class="flow_hidden"><div class="keyinfo"><div class="messageicon"><img src="xx.gif" alt="" /></div><h5 id="subject_{number}"><a href="index.php?topic=7.msg{number}#msg{number}" rel="nofollow">Re: The tide book</a></h5>
<div class="smalltext">&#171; <strong>{"Reply #" + str(count - 1) + " on" if count > 1 else "on"}:</strong> December 24, 2012, 10:31:00 am &#187;</div><div id="msg_{number}_quick_mod"></div></div></div>
<div class="post"><div class="inner" id="msg_{number}">{words}</div></div></div>
<div class="moderatorbar"><div class="smalltext modified" id="modified_{number}"></div><div class="smalltext reportlinks"><img src="ip.gif" alt="" /> Logged</div><div class="signature" id="msg_{number}_signature">Always ashore by ten.</div></div></div></div>"""


def mybb(number: int, count: int, who: str, words: str) -> str:
    return f"""<a name="pid{number}" id="pid{number}"></a><div class="post " style="" id="post_{number}"><div class="post_author"><div class="author_avatar"><a href="member.php?uid=9"><img src="a.png" alt="" /></a></div>
<div class="author_information"><strong><span class="largetext"><a href="member.php?uid=9">{who}</a></span></strong> <br /><span class="smalltext">Deck hand<br /></span></div><div class="author_statistics">Posts: 48<br />Joined: May 2009</div></div>
<div class="post_content"><div class="post_head"><div class="float_right" style="vertical-align: top"><strong><a href="thread-7-post-{number}.html#pid{number}" title="The tide book">#{count}</a></strong></div>
<span class="post_date">12-24-2012, 10:31 AM <span class="post_edit" id="edited_by_{number}"></span></span></div><div class="post_body scaleimages" id="pid_{number}">{words}</div><div class="signature scaleimages">Always ashore by ten.</div></div>
<div class="post_controls"><div class="author_buttons"><a href="search.php?uid=9"><span>Find</span></a></div></div></div>"""


def fluxbb(number: int, count: int, who: str, words: str) -> str:
    return f"""<div id="p{number}" class="blockpost rowodd{" firstpost" if count == 1 else ""}"><h2><span><span class="conr">#{count}</span> <a href="viewtopic.php?pid={number}#p{number}">2012-12-24 10:31:00</a></span></h2>
<div class="box"><div class="inbox"><div class="postbody"><div class="postleft"><dl><dt><strong><a href="profile.php?id=9">{who}</a></strong></dt><dd class="usertitle"><strong>Deck hand</strong></dd><dd><span>Registered: 2009-05-01</span></dd></dl></div>
<div class="postright"><h3>{"Re: " if count > 1 else ""}The tide book</h3><div class="postmsg"><p>{words}</p></div><div class="postsignature postmsg"><hr /><p>Always ashore by ten.</p></div></div></div></div>
<div class="inbox"><div class="postfoot clearb"><div class="postfootleft"><p><span>Offline</span></p></div></div></div></div></div>"""


def bbpress(number: int, count: int, who: str, words: str) -> str:
    kind = "reply" if count > 1 else "topic"
    return f"""<div id="post-{number}" class="bbp-reply-header"><div class="bbp-meta"><span class="bbp-reply-post-date">December 24, 2012 at 10:31 am</span><a href="https://board.example/topic/7/#post-{number}" class="bbp-reply-permalink">#{number}</a><span class="bbp-admin-links"></span></div></div>
<div class="loop-item-{count} user-id-9 post-{number} {kind} type-{kind} status-publish hentry"><div class="bbp-reply-author"><a href="https://board.example/users/x/" title="View {who}'s profile" class="bbp-author-link"><span class="bbp-author-avatar"><img alt="" src="a.png" class="avatar avatar-80 photo" /></span><span class="bbp-author-name">{who}</span></a><div class="bbp-author-role">Deck hand</div></div>
<div class="bbp-reply-content"><p>{words}</p></div></div>"""


def discourse_crawler(number: int, count: int, who: str, words: str) -> str:
    return f"""<div id='post_{count}' itemprop='{"comment" if count > 1 else "mainEntity"}' itemscope itemtype='http://schema.org/{"Comment" if count > 1 else "DiscussionForumPosting"}' class='topic-body crawler-post'>
<div class='crawler-post-meta'><span class="creator" itemprop="author" itemscope itemtype="http://schema.org/Person"><a itemprop="url" rel='nofollow' href='https://talk.example/u/x'><span itemprop='name'>{who}</span></a> (Deck hand)</span>
<link itemprop="mainEntityOfPage" href="https://talk.example/t/tide/7"><span class="crawler-post-infos"><time itemprop='datePublished' datetime='2012-12-24T10:31:00Z' class='post-time'>December 24, 2012, 10:31am</time><meta itemprop='dateModified' content='2012-12-24T10:31:00Z'><span itemprop='position'>{count}</span></span></div>
<div class='post' itemprop='text'><p>{words}</p></div><div itemprop="interactionStatistic" itemscope itemtype="http://schema.org/InteractionCounter"><meta itemprop="interactionType" content="http://schema.org/LikeAction"/><meta itemprop="userInteractionCount" content="2" /><span class='post-likes'>2 Likes</span></div></div>"""


BOARDS = {
    "vBulletin 3": (vbulletin_3, '<div id="posts">{}</div>'),
    "vBulletin 4": (
        vbulletin_4,
        '<div id="postlist" class="postlist restrain"><ol id="posts" class="posts" start="1">{}</ol></div>',
    ),
    "phpBB 3": (
        phpbb_3,
        '<div id="page-body" class="page-body"><h2 class="topic-title"><a href="./viewtopic.php?t=7">The tide book</a></h2>{}</div>',
    ),
    "phpBB 2": (
        phpbb_2,
        '<table class="forumline" width="100%" cellspacing="1" cellpadding="3" border="0"><tr><th class="thLeft">Author</th><th class="thRight">Message</th></tr>{}</table>',
    ),
    "XenForo 1": (
        xenforo_1,
        '<form action="inline-mod/post/switch" method="post" class="InlineModForm section"><ol class="messageList" id="messageList">{}</ol></form>',
    ),
    "XenForo 2": (
        xenforo_2,
        '<div class="block block--messages"><div class="block-container lbContainer"><div class="block-body js-replyNewMessageContainer">{}</div></div></div>',
    ),
    "SMF 2": (
        smf_2,
        '<div id="forumposts"><form action="index.php?action=quickmod2;topic=7.0" method="post">{}</form></div>',
    ),
    "MyBB 1.8": (
        mybb,
        '<table class="tborder"><tr><td id="posts_container"><div id="posts">{}</div></td></tr></table>',
    ),
    "FluxBB": (fluxbb, '<div id="brdmain">{}</div>'),
    "bbPress": (
        bbpress,
        '<ul id="topic-7-replies" class="forums bbp-replies"><li class="bbp-header"><div class="bbp-reply-author">Author</div><div class="bbp-reply-content">Posts</div></li><li class="bbp-body">{}</li></ul>',
    ),
    "Discourse for crawlers": (
        discourse_crawler,
        '<div id="topic-title"><h1><a href="/t/tide/7">The tide book</a></h1></div><div itemscope itemtype="http://schema.org/DiscussionForumPosting">{}</div>',
    ),
}


@pytest.mark.parametrize("board", BOARDS)
def test_a_forum_thread(board: str) -> None:
    """Posts are flat; the opening post is the article, the others answer it."""
    post, wrap = BOARDS[board]
    posts = (
        post(70500, 1, "Asker", QUESTION)
        + post(70501, 2, "Ida Brink", "The tide was early.")
        + post(70507, 3, "Olav Tern", "Not here, and not on a Sunday.")
    )
    found = read_page(forum(wrap.format(posts)))
    assert [(c.who, c.text, c.to, (c.at or "")[:10]) for c in found] == [
        ("Ida Brink", "The tide was early.", None, "2012-12-24"),
        ("Olav Tern", "Not here, and not on a Sunday.", None, "2012-12-24"),
    ]
