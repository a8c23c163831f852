"""Boards: the posts of a thread are flat, and the first of them is the article that the others answer.

Markup as in the default styles of each board's versions: vBulletin 3 and 4, phpBB 2 and 3, XenForo 1 and 2, SMF 2,
MyBB 1.8, FluxBB, bbPress, and the view without scripts that Discourse prints for crawlers.
"""

from __future__ import annotations

from scraper.comments.hints import Hints
from scraper.comments.systems.system import System


def _board(name: str, sign: str, hints: Hints) -> System:
    """A board numbers the posts of all its threads in one row."""
    return System(name=name, sign=sign, hints=hints, id_system=name, is_board=True)


FORUMS = (
    # vBulletin 3
    _board(
        "vbulletin",
        'table[id^="post"] [id^="post_message_"]',
        Hints(
            node='table[id^="post"]:has([id^="post_message_"])',
            author='.bigusername, [id^="postmenu_"]',
            date="td.thead, .smallfont",
            body='[id^="post_message_"]',
        ),
    ),
    # vBulletin 4
    _board(
        "vbulletin",
        'li.postcontainer[id^="post_"]',
        Hints(
            node='li.postcontainer[id^="post_"]',
            author=".username",
            date=".postdate .date",
            body='[id^="post_message_"], .postcontent',
            permalink="a.postcounter",
        ),
    ),
    # phpBB 3
    _board(
        "phpbb",
        '.post[id^="p"] .postbody .content',
        Hints(
            node='.post[id^="p"]',
            author=".postprofile .username, .postprofile .username-coloured, .author strong",
            date=".author time, .author:not(:has(time))",
            body=".postbody .content",
            permalink=".author > a[href]",
        ),
    ),
    # phpBB 2
    _board(
        "phpbb",
        "td span.postbody",
        Hints(
            start="tr:has(> td > span.name > a[name])",
            author="span.name",
            date="td + td span.postdetails",
            body="span.postbody",
        ),
    ),
    # XenForo 1
    _board(
        "xenforo",
        'li.message[id^="post-"] .messageText',
        Hints(
            node='li.message[id^="post-"]',
            author=".userText .username, .userText:not(:has(.username))",
            date=".datePermalink .DateTime",
            body=".messageText",
            permalink=".datePermalink",
        ),
    ),
    # XenForo 2
    _board(
        "xenforo",
        "article.message--post .message-body",
        Hints(
            node="article.message--post, article.message--article",
            author=".message-name",
            date=".message-attribution-main time",
            body=".message-body .bbWrapper",
            permalink=".message-attribution-main a",
        ),
    ),
    # SMF 2
    _board(
        "smf",
        ".post_wrapper .postarea",
        Hints(
            node=".post_wrapper",
            author=".poster h4",
            date=".keyinfo .smalltext",
            body='.inner[id^="msg_"]',
            permalink=".keyinfo h5 a",
        ),
    ),
    # MyBB 1.8
    _board(
        "mybb",
        '.post[id^="post_"] .post_body[id^="pid_"]',
        Hints(
            node='.post[id^="post_"]:has(.post_body)',
            author=".author_information .largetext",
            date=".post_date",
            body='.post_body[id^="pid_"]',
            permalink='.post_head a[href*="#pid"]',
            noise=".post_edit",
        ),
    ),
    # FluxBB and PunBB
    _board(
        "fluxbb",
        ".blockpost .postmsg",
        Hints(
            node=".blockpost:has(.postmsg)",
            author=".postleft dt",
            date="h2 a",
            body=".postmsg",
            permalink="h2 a",
            noise=".postedit, .postsignature",
        ),
    ),
    # bbPress, which prints the head of a post before the post
    _board(
        "bbpress",
        '.bbp-reply-header[id^="post-"] + .reply .bbp-reply-content',
        Hints(
            start='.bbp-reply-header[id^="post-"]',
            author=".bbp-author-name",
            date=".bbp-reply-post-date",
            body=".bbp-reply-content",
            permalink=".bbp-reply-permalink",
        ),
    ),
    # Discourse, whose posts are numbered anew in each thread
    System(
        name="discourse",
        sign=".crawler-post",
        is_board=True,
        hints=Hints(
            node=".crawler-post",
            author='.creator [itemprop="name"], .creator:not(:has([itemprop="name"]))',
            date="time.post-time",
            body=".post",
            likes=".post-likes",
        ),
    ),
)
