"""A server's response, and what its status and headers mean."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from scraper.fetch import errors
from scraper.times import header_date, seconds, utc
from scraper.urls import shown

PAGE_STATUSES = frozenset({200, 203})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
TRIED_AGAIN = frozenset({429, 500, 502, 503, 504})
ASKS_TO_WAIT = frozenset({429, 503})
YEAR = 365 * 86400.0  # seconds; nobody is asked to wait longer
LONGEST_FRESH = 30 * 86400.0
"""Seconds. A server that says a year means that it does not expect changes, not that it would mind a visit."""

_PAGE_TYPE = re.compile(  # HTML, XML or text, or nothing said
    r"(?:text(?:/.*)?|application/(?:.*xml|octet-stream|x-unknown-content-type)|unknown/unknown)?", re.DOTALL
)
_DATA_TYPE = re.compile(r"application/.*(?:json|javascript)", re.DOTALL)
_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,12})\"?\s*(?=,|$)", re.IGNORECASE)
_NOT_FRESH = re.compile(r"(?:^|,)\s*no-(?:cache|store)\s*(?=,|$)", re.IGNORECASE)
_SENDABLE = re.compile(r"[!-~\x80-\xff](?:[ -~\x80-\xff]{0,1022}[!-~\x80-\xff])?")  # RFC 9110, 5.5, and not endless


Wanted = Callable[[str, int, Mapping[str, str]], bool]
"""Whether the body is to be read, by address, status and headers. It may raise the refusal instead."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered to one request. Header names are in lower case; `body` is decompressed."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Validators:
    """The validators for a conditional request (RFC 9110, 8.8), as the server sent them."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The request headers that make a request conditional."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Response:
    """A fetched page.

    `url` is the normalised address asked for, `final_url` the one that answered, `redirects` the addresses on the way,
    `url` included and `final_url` not; session tokens are left out of them all. Header names are in lower case. `body`
    is decompressed, and empty where `not_modified`. `fetched_at` is UTC. `attempts` counts the last hop's requests;
    `seconds` is how long it all took, waiting included.
    """

    url: str
    final_url: str
    status: int
    headers: dict[str, str]
    body: bytes
    fetched_at: str
    not_modified: bool = False
    redirects: tuple[str, ...] = ()
    attempts: int = 1
    seconds: float = 0.0

    @property
    def content_type(self) -> str | None:
        """The Content-Type header."""
        return self.headers.get("content-type")

    @property
    def validators(self) -> Validators:
        """The validators for the next request; values that no header may carry are left out."""
        return validators_of(self.headers)

    @property
    def fresh_until(self) -> str | None:
        """Until when (UTC) this response is fresh; None where the server does not say."""
        now = seconds(self.fetched_at) or 0.0
        fresh = fresh_for(self.headers, now)
        return utc(now + fresh) if fresh >= 1 else None


def retry_after(value: str, now: float) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3), given as seconds or as a date; None if neither."""
    value = value.strip()
    if value.isdecimal() and value.isascii():
        return min(float(value[:12]), YEAR)
    moment = header_date(value)
    return None if moment is None else min(max(moment.timestamp() - now, 0.0), YEAR)


def fresh_for(headers: Mapping[str, str], now: float) -> float:
    """Seconds from `now` (since 1970, UTC) for which an answer is fresh (RFC 9111, 4.2), 0 where nothing says so.

    `Cache-Control: max-age` less `Age`, else `Expires`; `no-cache` and `no-store` mean 0. Header names in lower case.
    """
    control = headers.get("cache-control", "")
    if _NOT_FRESH.search(control):
        return 0.0
    if stated := _MAX_AGE.search(control):
        age = headers.get("age", "").strip()
        fresh = float(stated[1]) - (float(age) if re.fullmatch("[0-9]{1,12}", age) else 0.0)
    else:
        until, made = header_date(headers.get("expires")), header_date(headers.get("date"))
        if until is None:
            return 0.0  # RFC 9111, 5.3: what is no date, 0 above all, has expired
        fresh = until.timestamp() - (now if made is None else made.timestamp())
    return min(max(fresh, 0.0), LONGEST_FRESH)


def validators_of(headers: Mapping[str, str]) -> Validators:
    """The validators in a response's headers."""
    stated = (headers.get("etag"), headers.get("last-modified"))
    return Validators(*(value if value and _SENDABLE.fullmatch(value) else None for value in stated))


def robots_wanted(_url: str, status: int, _headers: Mapping[str, str]) -> bool:
    """Whether to read the body of a robots.txt."""
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def page_wanted(url: str, status: int, headers: Mapping[str, str], *, conditional: bool, data: bool) -> bool:
    """Whether to read a body: that of a page, not of a redirect, 304 or a retried status. All else is refused."""
    if status in PAGE_STATUSES:
        essence = headers.get("content-type", "").partition(";")[0].strip().lower()
        fits = _PAGE_TYPE.fullmatch(essence) or (data and _DATA_TYPE.fullmatch(essence))
        if not fits and not is_compressed(url):
            named = "".join(filter(str.isprintable, essence[:60])) or "the content"
            raise errors.BadContentType(f"{shown(url)}: {named} is neither HTML nor XML nor text")
        return True
    redirects = status in REDIRECTS and headers.get("location")
    if status in TRIED_AGAIN or redirects or (status == HTTPStatus.NOT_MODIFIED and conditional):
        return False
    raise status_error(url, status)


def is_compressed(url: str) -> bool:
    """Whether an address is that of a compressed file: sitemaps are."""
    return urlsplit(url).path.endswith(".gz")


def check_looks(answer: Answer) -> None:
    """Raise BadContentType for bytes that are binary whatever their Content-Type says."""
    from scraper.page.sniff import kind_of

    if kind_of(answer.body, answer.headers.get("content-type")) == "binary":
        raise errors.BadContentType(f"{shown(answer.url)}: the bytes are neither HTML nor XML nor text")


def location_of(answer: Answer) -> str:
    """Where a redirect leads. Servers send UTF-8, which http.client reads as Latin-1."""
    text = answer.headers["location"].strip()
    with suppress(UnicodeError):  # then it is Latin-1 indeed
        text = text.encode("latin-1").decode("utf-8")
    try:
        return urljoin(answer.url, text)
    except ValueError:
        raise errors.InvalidUrl(f"{shown(answer.url)} redirects to what is no address: {shown(text)}") from None


def status_error(url: str, status: int) -> errors.HttpStatusError:
    way_out = "; try again later" if status in TRIED_AGAIN or status >= 500 else ""
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        way_out = "; check the address"
    elif status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PAYMENT_REQUIRED}:
        way_out = "; save the page from a browser and scrape the file"
    return errors.HttpStatusError(f"{shown(url)}: the server answered {phrase_of(status)}{way_out}", status)


def phrase_of(status: int) -> str:
    return f"{status} {http.client.responses.get(status, '')}".rstrip()
