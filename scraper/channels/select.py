"""Which channels to ask for a page's thread."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Literal

from scraper.comments.systems.table import channels, scripted
from scraper.thread import Embed, Thread

Lack = Literal["comments", "dates"]

Choice = tuple[str, ...]
"""Which channels to ask: AUTO, PAGE, ALL, or names."""

AUTO: Choice = ("auto",)
PAGE: Choice = ("page",)
ALL: Choice = ("all",)


def choice_of(text: str | None) -> Choice:
    """The channels that an option names: auto (also when None), page, all, or names parted by commas. ValueError."""
    words = tuple(dict.fromkeys(word.strip().lower() for word in (text or "auto").split(",") if word.strip()))
    if words in (AUTO, PAGE, ALL):
        return words
    for word in words or ("",):
        if word not in (*channels(), *PAGE):
            raise ValueError(f"{word!r} is no channel; take auto, page, all, or some of {', '.join(channels())}")
    return tuple(word for word in words if word not in PAGE)


def lacks(thread: Thread) -> Lack | None:
    """What a page says that its thread has and it does not show: comments, where it is not complete or a script loads
    it; or the dates, where it dates no comment at all, as in the list that the Disqus plugin for WordPress prints."""
    shows_something = bool(thread.comments) or thread.declared_count is not None
    if thread.complete is False or (thread.complete is None and shows_something):
        return "comments"
    dated = any(each.published or each.published_text for each in thread.comments)
    return "dates" if thread.comments and not dated else None


def wanted(choice: Choice, thread: Thread) -> tuple[Embed, ...]:
    """The embeds to ask for, in order, for a page read as `thread`."""
    return _chosen(choice, thread.embeds, lacks(thread))


def _chosen(choice: Choice, embeds: Sequence[Embed], lack: Lack | None) -> tuple[Embed, ...]:
    if choice != AUTO:
        return tuple(embed for embed in embeds if choice == ALL or embed.channel in choice)
    if lack is None:
        return ()
    return tuple(embed for embed in embeds if lack == "comments" or embed.channel not in scripted())


def noted(thread: Thread) -> str | None:
    """What `wanted` goes by, as JSON: for a later visit that finds the page unchanged, and so does not read it."""
    if not thread.embeds:
        return None
    embeds = [asdict(embed) for embed in thread.embeds]
    return json.dumps({"lacks": lacks(thread), "embeds": embeds}, ensure_ascii=False)


def recalled(choice: Choice, text: str | None) -> tuple[Embed, ...]:
    """The embeds to ask for, of a page that said this (`noted`) when it was last read."""
    if text is None:
        return ()
    told = json.loads(text)
    embeds = [Embed(**embed) for embed in told["embeds"]]
    return _chosen(choice, [embed for embed in embeds if embed.channel in channels()], told["lacks"])


def with_feed(thread: Thread, url: str | None) -> Thread:
    """The thread with the feed of its comments that a feed of articles named for it, if its page names none."""
    if url is None or any(embed.channel == "feed" for embed in thread.embeds):
        return thread
    return replace(thread, embeds=(*thread.embeds, Embed("feed", "feed", thread.url, {"url": url})))
