"""Threads that a script fetches: how a page embeds each system's, and where its thread would stand."""

import re
from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborHTMLParser

from scraper.comments.systems.table import Signs, rows, scripted
from scraper.page.page import Page
from scraper.page.scripts import code_of, texts_of
from scraper.text import squeeze
from scraper.thread import Embed


def embed_of(page: Page, embeds: Sequence[Embed] = (), taken: str = "") -> str | None:
    """The name of a system whose script would fill the page's thread in a browser.

    `embeds` is what the page says of its thread elsewhere: of systems that have a channel it tells all. `taken` is the
    HTML of what was taken out of the tree before.
    """
    known = next((embed.system for embed in embeds if embed.channel in scripted()), None)
    if known is not None:
        return known
    trees = [page.tree, LexborHTMLParser(taken)] if taken else [page.tree]
    signs_of = {row.name: row.embed for row in rows() if row.embed is not None}
    return _placed(signs_of, trees, taken) or _called(signs_of, trees)


def left_out(page: Page) -> str | None:
    """What a page says of comments that it leaves out: "12 more replies", below the notable ones of a Discourse.

    So prints its plugin for WordPress ("Discourse comment replies HTML"), which leaves the element empty else.
    """
    node = page.tree.css_first(".discourse-comments-area .more-replies")
    return squeeze(node.text()) or None if node is not None else None


def _placed(signs_of: Mapping[str, Signs], trees: Sequence[LexborHTMLParser], taken: str) -> str | None:
    places = (place for signs in signs_of.values() for place in (signs.own, signs.place) if place)
    if not _holds(trees, ", ".join(places)):
        return None  # most pages: asked once for all systems
    html = f"{trees[0].html}{taken}"
    for name, signs in signs_of.items():
        if signs.own and _holds(trees, signs.own):
            return name
        if signs.place and _holds(trees, signs.place) and re.search(signs.word, html, re.IGNORECASE):
            return name
    return None


def _holds(trees: Sequence[LexborHTMLParser], selector: str) -> bool:
    return any(tree.css_first(selector) is not None for tree in trees)


def _called(signs_of: Mapping[str, Signs], trees: Sequence[LexborHTMLParser]) -> str | None:
    called = [(name, signs.calls) for name, signs in signs_of.items() if signs.calls]
    for text in (text for tree in trees for text, _ in texts_of(tree, *(calls[0] for _, calls in called))):
        for name, calls in called:
            if calls[0] in text and all(call in code_of(text) for call in calls):
                return name
    return None
