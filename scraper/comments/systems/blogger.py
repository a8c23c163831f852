"""Blogger's older lists: a definition list, in which the name, the words and the date of a comment are neighbours.

`dt.comment-author#c96`, then `dd.comment-body`, then `dd.comment-footer`. The threaded lists of today need no hint.
"""

from __future__ import annotations

from scraper.comments.hints import Hints
from scraper.comments.systems.system import System

BLOGGER_CLASSIC = System(
    name="blogger",
    sign='dt.comment-author + dd.comment-body, dt[id^="c"] + dd.comment-body',
    id_system="blogger",
    hints=Hints(start='dt.comment-author, dt[id^="c"]'),
)
