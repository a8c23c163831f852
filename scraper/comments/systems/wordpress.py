"""WordPress's own lists of comments, in every theme that prints the classes of `get_comment_class()`.

Whatever elements a theme uses, WordPress numbers the comments (`comment-96`), and says how deep each stands
(`depth-2`), whether the post's author wrote it (`bypostauthor`), and what kind it is (`pingback`, `trackback`).
"""

from __future__ import annotations

from scraper.comments.systems.system import System

WORDPRESS = System(
    name="wordpress",
    sign='[class*="depth-"]:is(.even, .odd, .alt):is(li, div, article, section)',
    id_system="wordpress",
)
