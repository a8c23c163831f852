"""One visit to an address, and its parts."""

from __future__ import annotations

from dataclasses import dataclass

OF_THE_PAGE = ("page", "text")
"""Channels that show the article as well as its thread: the page, and a text dump of one."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page, answered or not: a row of `fetches`. What is not known is None.

    `url` was asked for, `final_url` answered after `redirects` (the addresses in between, in order). `outcome` is a
    word for what became of it: for visits without a thread `not_modified`, `failed`, `refused`, `feed`, `sitemap`,
    `archive`; for visits with one the store sets it. `error` is the one-line message of a failure. `size` counts the
    bytes of the body before any decoding of text; `seconds` is the time the request took; `fetched_at` is UTC. Until
    `fresh_until` (UTC) the server asks not to be asked again. `parts` are the further pages of the thread, in order.
    `doubt` says why what came is not what was asked for, where that is known: a challenge, a login page, an error page
    that says 200. `embeds` is what the page says of its thread elsewhere (scraper.channels.noted).
    """

    url: str
    final_url: str | None = None
    redirects: tuple[str, ...] = ()
    status: int | None = None
    outcome: str | None = None
    error: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    size: int | None = None
    fetched_at: str | None = None
    seconds: float | None = None
    channel: str | None = None
    fresh_until: str | None = None
    doubt: str | None = None
    parts: tuple[Part, ...] = ()
    embeds: str | None = None

    @property
    def is_of_page(self) -> bool:
        """Whether it was a visit to the page itself, and not to another channel."""
        return self.channel in (None, "page")


@dataclass(frozen=True, slots=True)
class Part:
    """A further page of the same thread: the visit to it, and the bytes that came."""

    visit: Visit
    data: bytes


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional request needs (RFC 9110, section 13), and which parser read the page that they stand for.

    `kind` is 'page', 'comments', 'feed', 'sitemap' or 'archive'.
    """

    etag: str | None = None
    last_modified: str | None = None
    parser_version: str | None = None
    kind: str = "page"
