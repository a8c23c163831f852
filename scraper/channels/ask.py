"""Asking channels for a thread, and reading again what they sent."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from scraper.channels.base import Kept, Reading
from scraper.channels.registry import readers
from scraper.comments.systems.table import channels, system_of
from scraper.errors import Cancelled
from scraper.thread import Channel, Embed, Thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from scraper.channels.session import Web
    from scraper.fetch import Response


def keys() -> dict[str, str]:
    """The user's own keys to interfaces for programs, by channel; the environment holds them: AFTERWORD_DISQUS_KEY."""
    return {name: key for name in channels() if (key := os.environ.get(f"AFTERWORD_{name.upper()}_KEY", "").strip())}


class Asked(NamedTuple):
    """What asking one channel brought: a thread, or why there is none; and all that came on the way."""

    embed: Embed
    thread: Thread | None
    error: Exception | None
    heard: Sequence[Response]


def ask(embeds: Sequence[Embed], web: Callable[[], Web], *, until_complete: bool) -> Iterator[Asked]:
    """Ask the channels of one page; `until_complete` ends with the first that shows the complete thread.

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
        at = line.heard[0].fetched_at if line.heard else None
        yield Asked(embed, thread_of(reading, embed.channel, embed.page, at), None, line.heard)
        if until_complete and reading.complete and reading.comments:
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
        system=system_of(channel),
        id_system=reading.id_system if reading.comments else None,
        id_scope=reading.id_scope if reading.comments else None,
        declared_count=reading.declared_count,
        complete=reading.complete,
        incomplete=reading.incomplete,
        channels=(Channel(channel, fetched_at, reading.complete, len(reading.comments)),),
    )
