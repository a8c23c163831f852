"""wpDiscuz, which prints WordPress's comments with its own classes: `wc-` at first, `wpd-` since version 7.

The number beside a vote is what is left when those against are taken from those for.
"""

from __future__ import annotations

from scraper.comments.hints import Hints
from scraper.comments.systems.system import System

WPDISCUZ = System(
    name="wpdiscuz",
    sign="#wpdcom .wpd-comment, #wpdcom .wc-comment, #wpcomm .wc-comment",
    id_system="wordpress",
    hints=Hints(likes=".wpd-vote-result, .wc-vote-result"),
)
