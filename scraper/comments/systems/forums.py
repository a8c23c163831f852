"""Boards: the posts of a thread are flat, and the first of them is the article that the others answer.

Markup as in the default styles of each board's versions: vBulletin 3 and 4, phpBB 2 and 3, XenForo 1 and 2, SMF 2, and
the view without scripts that Discourse prints for crawlers.
"""

from __future__ import annotations

from scraper.comments.parts import Hints
from scraper.comments.systems.system import System

VBULLETIN_3 = System(
    name="vbulletin",
    sign='table[id^="post"] [id^="post_message_"]',
    id_system="vbulletin",
    is_board=True,
    hints=Hints(
        node='table[id^="post"]:has([id^="post_message_"])',
        author='.bigusername, [id^="postmenu_"]',
        date="td.thead, .smallfont",
        body='[id^="post_message_"]',
    ),
)
VBULLETIN_4 = System(
    name="vbulletin",
    sign='li.postcontainer[id^="post_"]',
    id_system="vbulletin",
    is_board=True,
    hints=Hints(
        node='li.postcontainer[id^="post_"]',
        author=".username",
        date=".postdate .date",
        body='[id^="post_message_"], .postcontent',
        permalink="a.postcounter",
    ),
)
PHPBB_2 = System(
    name="phpbb",
    sign="td span.postbody",
    id_system="phpbb",
    is_board=True,
    hints=Hints(
        start="tr:has(> td > span.name > a[name])",
        author="span.name",
        date="td + td span.postdetails",
        body="span.postbody",
    ),
)
PHPBB_3 = System(
    name="phpbb",
    sign='.post[id^="p"] .postbody .content',
    id_system="phpbb",
    is_board=True,
    hints=Hints(
        node='.post[id^="p"]',
        author=".postprofile .username, .postprofile .username-coloured, .author strong",
        date=".author time, .author:not(:has(time))",
        body=".postbody .content",
        permalink=".author > a[href]",
    ),
)
XENFORO_1 = System(
    name="xenforo",
    sign='li.message[id^="post-"] .messageText',
    id_system="xenforo",
    is_board=True,
    hints=Hints(
        node='li.message[id^="post-"]',
        author=".userText .username, .userText:not(:has(.username))",
        date=".datePermalink .DateTime",
        body=".messageText",
        permalink=".datePermalink",
    ),
)
XENFORO_2 = System(
    name="xenforo",
    sign="article.message--post .message-body",
    id_system="xenforo",
    is_board=True,
    hints=Hints(
        node="article.message--post, article.message--article",
        author=".message-name",
        date=".message-attribution-main time",
        body=".message-body .bbWrapper",
        permalink=".message-attribution-main a",
    ),
)
SMF_2 = System(
    name="smf",
    sign=".post_wrapper .postarea",
    id_system="smf",
    is_board=True,
    hints=Hints(
        node=".post_wrapper",
        author=".poster h4",
        date=".keyinfo .smalltext",
        body='.inner[id^="msg_"]',
        permalink=".keyinfo h5 a",
    ),
)
DISCOURSE_FOR_CRAWLERS = System(
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
)

FORUMS = (
    VBULLETIN_3,
    VBULLETIN_4,
    PHPBB_3,
    PHPBB_2,
    XENFORO_1,
    XENFORO_2,
    SMF_2,
    DISCOURSE_FOR_CRAWLERS,
)
