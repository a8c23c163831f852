"""SPIP calls the comments below an article its forum: `li.forum-fil > .forum-message`, replies in a list beside it.

Newer templates write comment for forum, and need no hint.
"""

from __future__ import annotations

from scraper.comments.hints import Hints
from scraper.comments.systems.system import System

SPIP = System(
    name="spip",
    sign=".forum-fil .forum-texte",
    id_system="spip",
    hints=Hints(
        node=".forum-fil",
        author=".forum-auteur",
        body=".forum-texte",
        permalink=".forum-titre a",
    ),
)
