"""Comment systems whose threads a script fetches: how a page embeds each, and where its thread would stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from scraper.page.page import Page
from scraper.page.scripts import code_of, texts_of
from scraper.text import squeeze
from scraper.thread import Embed


class _System(NamedTuple):
    """A system and what tells it, any of three.

    `own`: elements that only it has; `place`: elements that its script fills, where the page also says `word`, a
    regular expression; `calls`: what a script in the page says all of that fetches its thread into a place of any name.
    """

    name: str
    own: str = ""
    place: str = ""
    word: str = ""
    calls: tuple[str, ...] = ()


_SYSTEMS = (
    # Disqus with a forum and Isso with a server that the page names nowhere: their channels cannot tell them
    _System(
        "Disqus",
        "iframe[src*='disqus.com/embed'], [disqus-shortname]",
        "#disqus_thread, #disqus-thread, .disqus-thread, disqus-thread, amp-iframe[src*='disqus']",
        "disqus",
    ),
    _System("Isso", "#isso-thread"),
    _System("Facebook", ".fb-comments, fb\\:comments, amp-facebook-comments"),
    _System(
        "IntenseDebate",
        "#IDCommentsHead, #IDCommentsPostTitle, script[src*='intensedebate.com/js/'][src*='CommentWrapper']",
        "#idc-container, #IDCommentsNewThread",
        r"intensedebate\.com|idcomments_acct",
    ),
    _System("Remark42", "#remark42"),
    _System("Comentario", "comentario-comments"),
    _System("Commento", "script[src*='commento.js'][data-id-root]", "#commento", r"commento\w*\.js"),
    _System(
        "utterances",
        "script[src*='utteranc.es/client'], iframe.utterances-frame",
        ".utterances",
        r"utteranc\.es/client",
        ("utteranc.es/client.js",),
    ),
    _System(
        "giscus",
        "script[src*='giscus'][data-repo], giscus-widget, iframe.giscus-frame",
        ".giscus",
        "giscus",
        ("giscus.app/client.js",),
    ),
    _System(
        "Mastodon",
        "mastodon-comments",
        "#mastodon-comments, #mastodon-comments-list, .mastodon-comments, #fediverse-comments, .fediverse-comments",
        r"/api/v1/statuses/|mastodon|fedi",
        ("/api/v1/statuses/", "/context"),
    ),
    _System(
        "Discourse",
        "iframe#discourse-embed-frame, #wpdc-comments",
        "#discourse-comments",
        r"DiscourseEmbed",
        ("discourse-comments", "DiscourseEmbed={"),
    ),
    _System("Livefyre", "#lf_comment_stream", "[id^='livefyre'], .livefyre-comments", r"livefyre"),
    _System("Hyvor Talk", "hyvor-talk-comments, #hyvor-talk-view"),
    _System("Cusdis", "#cusdis_thread"),
    _System("FastComments", "", "#fastcomments-widget", r"fastcomments\.com"),
    _System("GraphComment", "", "#graphcomment, #comments-graphcomment", r"graphcomment\.com"),
    _System(
        "Coral",
        "",
        "#coral_thread, #coral_talk_stream",
        r"/embed\.js|coral\.createStreamEmbed|Coral\.Talk",
        ("Coral.createStreamEmbed",),
    ),
    _System(
        "OpenWeb",
        "[data-openweb-conversation], [data-spotim-app=conversation], .spot-im-frame-inpage",
        "[data-spotim-module]:not(script, [data-spotim-module=recirculation], [data-spotim-module=reactions]),"
        " script[data-spotim-module][data-post-id], [data-spot-im-module-default-area], [data-spot-im-class=comments]",
        r"spot\.im|openweb",
    ),
    _System(
        "Viafoura", "vf-conversations, vf-comments", ".viafoura .vf-widget, .vf-comments, .vf-commenting", r"viafoura"
    ),
    _System("Vuukle", "", "#vuukle-comments, #vuukle_div", r"vuukle"),
    _System("Muut", "", ".muut, #muut", r"muut\.com"),
    _System("VK", "", "#vk_comments", r"vk\.com/js/api|VK\.Widgets\.Comments"),
    _System("Cackle", "", "#mc-container", r"cackle\.me"),
    _System("HyperComments", "", "#hypercomments_widget", r"hypercomments"),
    _System("LiveRe", "", "#lv-container", r"livere\.com"),
    _System("Changyan", "", "#SOHUCS", r"changyan"),
    _System("Gitalk", "", "#gitalk-container", r"gitalk"),
    _System("Waline", "", "#waline", r"waline", ("Waline.init(",)),
    _System("Twikoo", "", "#tcomment, #twikoo", r"twikoo"),
    _System("Artalk", "", "#Comments.artalk, #artalk", r"artalk"),
    _System("Valine", "", "#vcomments", r"valine"),
    _System("JS-Kit", "", ".js-kit-comments", r"js-kit\.com|echoenabled"),
)

_PLACES = ", ".join(places for system in _SYSTEMS for places in (system.own, system.place) if places)

_CALLED = tuple(system for system in _SYSTEMS if system.calls)

SCRIPTED = ("disqus", "isso")
"""Channels (scraper.channels) whose systems a page names only where their script fills its thread."""


def embed_of(page: Page, embeds: Sequence[Embed] = (), taken: str = "") -> str | None:
    """The name of a system whose script would fill the page's thread in a browser.

    `embeds` is what the page says of its thread elsewhere: of systems that have a channel it tells all. `taken` is the
    HTML of what was taken out of the tree before.
    """
    known = next((embed.system for embed in embeds if embed.channel in SCRIPTED), None)
    if known is not None:
        return known
    trees = [page.tree, LexborHTMLParser(taken)] if taken else [page.tree]
    return _placed(trees, taken) or _called(trees)


def left_out(page: Page) -> str | None:
    """What a page says of comments that it leaves out: "12 more replies", below the notable ones of a Discourse.

    So prints its plugin for WordPress ("Discourse comment replies HTML"), which leaves the element empty else.
    """
    node = page.tree.css_first(".discourse-comments-area .more-replies")
    return squeeze(node.text()) or None if node is not None else None


def _placed(trees: Sequence[LexborHTMLParser], taken: str) -> str | None:
    if not _holds(trees, _PLACES):
        return None
    html = f"{trees[0].html}{taken}"
    for system in _SYSTEMS:
        if system.own and _holds(trees, system.own):
            return system.name
        if system.place and _holds(trees, system.place) and re.search(system.word, html, re.IGNORECASE):
            return system.name
    return None


def _holds(trees: Sequence[LexborHTMLParser], selector: str) -> bool:
    return any(tree.css_first(selector) is not None for tree in trees)


def _called(trees: Sequence[LexborHTMLParser]) -> str | None:
    texts = (text for tree in trees for text, _ in texts_of(tree, *(system.calls[0] for system in _CALLED)))
    for text in texts:
        for system in _CALLED:
            if system.calls[0] in text and all(call in code_of(text) for call in system.calls):
                return system.name
    return None
