"""Comment systems: what each is recognised by, and what it does that the reader by structure cannot know.

A system is a small object, in a file of its own. Whatever it leaves out is found by structure.
"""

from __future__ import annotations

from scraper.comments.hints import ArticleHints, Hints
from scraper.comments.systems.blogger import BLOGGER_CLASSIC
from scraper.comments.systems.discourse import DISCOURSE_EMBED
from scraper.comments.systems.disqus_wordpress import DISQUS_WORDPRESS
from scraper.comments.systems.forums import FORUMS
from scraper.comments.systems.spip import SPIP
from scraper.comments.systems.system import System
from scraper.comments.systems.wordpress import WORDPRESS
from scraper.comments.systems.wpdiscuz import WPDISCUZ

SYSTEMS: tuple[System, ...] = (
    DISQUS_WORDPRESS,
    WPDISCUZ,
    WORDPRESS,
    BLOGGER_CLASSIC,
    SPIP,
    DISCOURSE_EMBED,
    *FORUMS,
)
"""In the order in which they are asked: the more particular first."""

__all__ = ["SYSTEMS", "ArticleHints", "Hints", "System"]
