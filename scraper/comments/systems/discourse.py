"""The page that Discourse serves into a frame below an article: `article.post#post-3`, by number in the topic.

A reply says with a link `a.in-reply-to[href="#post-2"]` which post it answers. Markup as in Discourse's
app/views/embed/comments.html.erb.
"""

from __future__ import annotations

from scraper.comments.hints import Hints
from scraper.comments.systems.system import System

DISCOURSE_EMBED = System(
    name="discourse",
    sign="article.post > .cooked .username",
    hints=Hints(
        node='article.post[id^="post-"]',
        author=".cooked .username",
        date="a.post-date",
        body=".cooked",
        permalink="a.post-date",
    ),
)
