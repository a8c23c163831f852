"""Comment systems whose threads a script fetches: how a page embeds each, and where its thread would stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from scraper.page import Page
from scraper.thread import Embed

_EMBEDS = (
    # name, what the page's scripts say, the element that the script fills
    ("Disqus", r"disqus", "#disqus_thread"),  # with a forum that the page names nowhere: its channel cannot tell it
    ("Facebook", r"connect\.facebook\.net", ".fb-comments, fb\\:comments"),
    (
        "IntenseDebate",
        r"intensedebate\.com|idcomments_acct",
        "#idc-container, #IDCommentsNewThread, #IDCommentsPostTitle",
    ),
    ("Remark42", r"remark_config|remark42", "#remark42"),
    ("Commento", r"commento\.js|comentario\.js", "#commento, comentario-comments"),
    ("utterances", r"utteranc\.es/client", ".utterances, script[src*='utteranc.es']"),
    ("giscus", r"giscus", ".giscus, giscus-widget, script[src*='giscus.app']"),
    (
        "Mastodon",
        r"/api/v1/statuses/|mastodon-comments",
        "mastodon-comments, [id*='mastodon-comment'], [class*='mastodon-comment']",
    ),
    ("Discourse", r"DiscourseEmbed", "#discourse-comments"),
    ("Livefyre", r"livefyre", "[id^='livefyre'], .livefyre-comments"),
    ("Hyvor Talk", r"talk\.hyvor\.com", "hyvor-talk-comments, #hyvor-talk-view"),
    ("Cusdis", r"cusdis", "#cusdis_thread"),
    ("FastComments", r"fastcomments\.com", "#fastcomments-widget"),
    ("GraphComment", r"graphcomment\.com", "#graphcomment, #comments-graphcomment"),
    ("Coral", r"/embed\.js|coral\.createStreamEmbed|Coral\.Talk", "#coral_thread, #coral_talk_stream"),
    ("OpenWeb", r"spot\.im|openweb", "[data-spotim-module], [data-spot-im-module-default-area]"),
    ("Viafoura", r"viafoura", "vf-conversations, vf-comments, .viafoura"),
    ("Vuukle", r"vuukle", "#vuukle-comments, #vuukle_div"),
    ("Muut", r"muut\.com", ".muut, #muut"),
    ("VK", r"vk\.com/js/api|VK\.Widgets\.Comments", "#vk_comments"),
    ("Cackle", r"cackle\.me", "#mc-container"),
    ("HyperComments", r"hypercomments", "#hypercomments_widget"),
    ("LiveRe", r"livere\.com", "#lv-container"),
    ("Changyan", r"changyan", "#SOHUCS"),
    ("Gitalk", r"gitalk", "#gitalk-container"),
    ("Waline", r"waline", "#waline"),
    ("Twikoo", r"twikoo", "#tcomment, #twikoo"),
    ("Artalk", r"artalk", "#Comments.artalk, #artalk"),
    ("Valine", r"valine", "#vcomments"),
    ("JS-Kit", r"js-kit\.com|echoenabled", ".js-kit-comments"),
)
_PLACES = ", ".join(place for _, _, place in _EMBEDS)


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
    trees = [tree for tree in (page.tree, LexborHTMLParser(taken)) if tree.css_first(_PLACES) is not None]
    if not trees:
        return None
    html = f"{page.tree.html}{taken}"
    for name, script, place in _EMBEDS:
        if any(tree.css_first(place) is not None for tree in trees) and re.search(script, html, re.IGNORECASE):
            return name
    return None
