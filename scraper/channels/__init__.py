"""Threads that are not in the page, or not all of them: the ways to them, one file each.

A page says what it embeds (`embeds_of`); whoever scrapes decides with `wanted` which of the channels to ask, and
has them read with `ask`. What each gave is kept as an observation of its own: channels merge in the archive.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple

from scraper.channels.channel import Kept, Reader, Reading
from scraper.fetch.errors import Cancelled
from scraper.thread import Channel, Embed, Thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from scraper.channels.web import Heard, Web
    from scraper.page import Page

NAMES: tuple[str, ...] = ("disqus", "isso", "blogger", "wordpress", "feed")
"""Every channel, in the order in which they are asked: the fullest first. Each is a module here with a `CHANNEL`."""

NUMBERED_AS_PAGES = ("blogger", "wordpress", "feed")
"""Those that number comments as the pages do: what they say is surely said of the comments that a page shows."""

Lack = Literal["comments", "dates"]

Choice = tuple[str, ...]
"""Which channels to ask: AUTO, PAGE, ALL, or names."""
AUTO: Choice = ("auto",)
PAGE: Choice = ("page",)
ALL: Choice = ("all",)


@cache
def readers() -> dict[str, Reader]:
    """The channels by name."""
    return {name: import_module(f"{__name__}.{name}").CHANNEL for name in NAMES}


def choice_of(text: str | None) -> Choice:
    """The channels that an option names: auto (also when None), page, all, or names parted by commas. ValueError."""
    words = tuple(dict.fromkeys(word.strip().lower() for word in (text or "auto").split(",") if word.strip()))
    if words in (AUTO, PAGE, ALL):
        return words
    for word in words or ("",):
        if word not in (*NAMES, *PAGE):
            raise ValueError(f"{word!r} is no channel; take auto, page, all, or some of {', '.join(NAMES)}")
    return tuple(word for word in words if word not in PAGE)


def keys() -> dict[str, str]:
    """The user's own keys to interfaces for programs, by channel; the environment holds them: AFTERWORD_DISQUS_KEY."""
    return {name: key for name in NAMES if (key := os.environ.get(f"AFTERWORD_{name.upper()}_KEY", "").strip())}


def embeds_of(page: Page) -> tuple[Embed, ...]:
    """What a page says of its thread elsewhere, in the order of asking. To be asked before its tree is taken apart."""
    found = (reader.found(page) for reader in readers().values())
    return tuple(embed for embed in found if embed is not None)


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
    return tuple(embed for embed in embeds if lack == "comments" or embed.channel in NUMBERED_AS_PAGES)


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
    return _chosen(choice, [embed for embed in embeds if embed.channel in NAMES], told["lacks"])


class Asked(NamedTuple):
    """What asking one channel brought: a thread, or why there is none; and all that came on the way."""

    embed: Embed
    thread: Thread | None
    error: Exception | None
    heard: Sequence[Heard]


def ask(embeds: Sequence[Embed], web: Callable[[], Web], *, until_whole: bool) -> Iterator[Asked]:
    """Ask the channels of one page; `until_whole` ends with the first that shows the whole thread.

    One that says that there are no comments does not: services say so of threads that they do not know.

    One that fails costs nobody else anything; only Cancelled is raised.
    """
    for embed in embeds:
        line = web()
        try:
            reading = readers()[embed.channel].read(embed, line)
        except Cancelled:
            raise
        except Exception as error:  # noqa: BLE001 whatever it is, it must not cost the page
            yield Asked(embed, None, error, line.heard)
            continue
        at = line.heard[0].response.fetched_at if line.heard else None
        yield Asked(embed, thread_of(reading, embed.channel, embed.page, at), None, line.heard)
        if until_whole and reading.complete and reading.comments:
            return


def read_again(channel: str, kept: Kept, fetched_at: str | None = None) -> Thread:
    """The thread in what a channel sent at another time. ScraperError when it cannot be read."""
    return thread_of(readers()[channel].again(kept), channel, kept.page, fetched_at)


def thread_of(reading: Reading, channel: str, page: str, fetched_at: str | None) -> Thread:
    """What a channel gave, as a thread of its page. Of the article it says only what the page may have left out."""
    return Thread(
        url=page,
        article=reading.article,
        comments=reading.comments,
        fetched_at=fetched_at,
        system=SYSTEM_OF.get(channel),
        id_system=reading.id_system if reading.comments else None,
        id_scope=reading.id_scope if reading.comments else None,
        declared_count=reading.declared_count,
        complete=reading.complete,
        incomplete_reason=reading.reason,
        channels=(Channel(channel, fetched_at, reading.complete, len(reading.comments)),),
    )


SYSTEM_OF = {"disqus": "disqus", "isso": "isso", "blogger": "blogger", "wordpress": "wordpress"}
"""The comment system that a channel's name stands for."""


def with_feed(thread: Thread, url: str | None) -> Thread:
    """The thread with the feed of its comments that a feed of articles named for it, if its page names none."""
    if url is None or any(embed.channel == "feed" for embed in thread.embeds):
        return thread
    return replace(thread, embeds=(*thread.embeds, Embed("feed", "feed", thread.url, {"url": url})))
