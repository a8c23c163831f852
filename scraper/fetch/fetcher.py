"""The one way to the web: polite, limited, and with a name for whatever goes wrong.

    with Fetcher(Policy()) as fetcher:
        response = fetcher.get("https://example.org/post")

A fetcher may be used from many threads: many hosts are asked at once, each host one request at a time.
"""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scraper.fetch import errors
from scraper.fetch.addresses import refuse_unfit
from scraper.fetch.caching import fresh_for, moment_of
from scraper.fetch.clock import Clock, SystemClock, utc
from scraper.fetch.policy import Policy
from scraper.fetch.robots import MAX_ROBOTS_BYTES, MAX_ROBOTS_REDIRECTS, RobotsFile, Rules
from scraper.fetch.urls import origin, shown
from scraper.secrets import without_secrets

if TYPE_CHECKING:
    from scraper.fetch.transport import Answer, Cutter, Transport, Wanted

ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, text/*;q=0.8"
)
ACCEPT_DATA = "application/json, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"
ROBOTS_KEPT = 24 * 3600.0  # seconds; RFC 9309 (2.4)
ROBOTS_TRIED_AGAIN = 600.0  # seconds, after an answer that says nothing about the rules
_SENDABLE = re.compile(r"[!-~\x80-\xff](?:[ -~\x80-\xff]{0,1022}[!-~\x80-\xff])?")  # RFC 9110, 5.5, and not endless
YEAR = 365 * 86400.0  # seconds; nobody is asked to wait longer
PAGE_STATUSES = frozenset({200, 203})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
TRIED_AGAIN = frozenset({429, 500, 502, 503, 504})
ASKS_TO_WAIT = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask again by (RFC 9110, 8.8), word for word."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The request headers that make a request conditional."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Response:
    """A page as it came.

    `url` is the normalised address asked for, `final_url` the one that answered, `redirects` the addresses on the way,
    `url` included and `final_url` not; session tokens are left out of them all. Header names are in lower case. `body`
    is decompressed, and empty where `not_modified`. `fetched_at` is UTC. `attempts` counts the last hop's requests.
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

    @property
    def content_type(self) -> str | None:
        """The Content-Type header."""
        return self.headers.get("content-type")

    @property
    def validators(self) -> Validators:
        """What to ask by the next time; what no request could carry back is left out."""
        return _validators(self.headers)

    @property
    def fresh_until(self) -> str | None:
        """Until when (UTC) the server asks to rely on this answer; None where it does not."""
        now = datetime.fromisoformat(self.fetched_at).timestamp()
        seconds = fresh_for(self.headers, now)
        return utc(now + seconds) if seconds >= 1 else None


@dataclass(slots=True)
class _Host:
    """What is known of one scheme, host and port."""

    turn: threading.Lock = field(default_factory=threading.Lock)  # held during a request
    reading_rules: threading.Lock = field(default_factory=threading.Lock)  # held while robots.txt is had
    free_at: float = 0.0
    not_before: float = 0.0
    crawl_delay: float | None = None
    delay: float | None = None  # seconds, where they are set for this host
    rules: Rules | errors.FetchError | None = None
    rules_until: float = 0.0
    pages: int = 0


class Fetcher:
    """Gets pages, one host at a time and not too fast. Thread-safe; a context manager.

    `robots` holds each site's robots.txt by its origin (scheme, host and port), so that who keeps it from run to run
    spares asking for it again within the day that RFC 9309 (2.4) allows.
    """

    def __init__(
        self,
        policy: Policy | None = None,
        *,
        clock: Clock | None = None,
        jitter: Callable[[], float] = random.random,
        robots: MutableMapping[str, RobotsFile] | None = None,
    ) -> None:
        self._robots: MutableMapping[str, RobotsFile] = {} if robots is None else robots
        self.policy = policy or Policy()
        self._clock: Clock = clock or SystemClock()
        self._jitter = jitter
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}
        self._pages = 0
        self._cutters: set[Cutter] = set()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.cancel()

    def cancel(self) -> None:
        """End every wait and request that is under way, in whatever thread, with Cancelled. For good."""
        self._stop.set()
        for cutter in tuple(self._cutters):
            cutter.cut(errors.Cancelled)

    def set_delay(self, url: str, seconds: float) -> None:
        """Leave this many seconds between two requests to the address's host; the longest set counts."""
        host = self._host(url)
        host.delay = max(seconds, host.delay or 0.0)

    def robots_text(self, url: str) -> str:
        """The robots.txt of the address's site; empty where there is none. FetchError when it cannot be had."""
        here = self._fit(url)
        rules = self._rules_of(here)
        if isinstance(rules, errors.FetchError):
            raise rules
        return self._robots[origin(here)].text

    def get(
        self, url: str, *, validators: Validators | None = None, data: bool = False, own_key: bool = False
    ) -> Response:
        """Get a page, following redirects. Raises a FetchError of scraper.fetch.errors, nothing else.

        With `validators` of an earlier response, a page that has not changed comes back `not_modified`, without a body.
        `data` takes JSON, too. `own_key` tells that the address carries the user's own key to an interface for
        programs: robots.txt does not rule those, and a redirect must not carry the key to another site.
        """
        asked = {"Accept": ACCEPT_DATA if data else ACCEPT, **(validators.headers() if validators else {})}
        conditional = len(asked) > 1
        first = here = self._fit(url)
        self._count(first)
        hops: list[str] = []
        been: set[object] = set()
        with self._transport() as transport:
            while True:
                if not own_key:
                    self._check_robots(here)
                been.add((here, transport.cookies()))
                wanted = _page_wanted(here, conditional=conditional, data=data)
                answer, attempts = self._persist(transport, here, asked, wanted)
                fetched_at = utc(self._clock.time())
                if answer.status not in REDIRECTS:
                    not_modified = answer.status == HTTPStatus.NOT_MODIFIED
                    if not not_modified and not _is_compressed(here):
                        _check_looks(answer)
                    return Response(
                        without_secrets(first), without_secrets(here), answer.status, answer.headers, answer.body,
                        fetched_at, not_modified, tuple(map(without_secrets, hops)), attempts,
                    )  # fmt: skip
                hops.append(here)
                here = self._next_hop(answer, first)
                if own_key and origin(here) != origin(first):
                    raise errors.CredentialsRefused(f"{shown(first)}: redirects to another site, which gets no key")
                if (here, transport.cookies()) in been:  # a cookie set on the way is a reason to come by again
                    raise errors.RedirectLoop(f"{shown(first)}: redirects in a circle, by way of {shown(here)}")
                if len(hops) > self.policy.max_redirects:
                    raise errors.TooManyRedirects(f"{shown(first)}: more than {self.policy.max_redirects} redirects")

    def _fit(self, url: str) -> str:
        """The address normalised, or the refusal that its spelling deserves."""
        return refuse_unfit(url, allow_private=self.policy.allow_private, hosts=self.policy.private_hosts)

    def _count(self, url: str) -> None:
        """TooManyPages when a page is one too many: a trap of links without end must not keep a run for ever."""
        host = self._host(url)
        with self._lock:
            host.pages += 1
            self._pages += 1
            of_host, of_all = host.pages > self.policy.max_host_pages, self._pages > self.policy.max_pages
        if of_host:
            limit = f"{self.policy.max_host_pages:,} pages were had from this host; --max-host-pages"
        elif of_all:
            limit = f"{self.policy.max_pages:,} pages were had; --max-pages"
        else:
            return
        raise errors.TooManyPages(f"{shown(url)}: not asked for, since {limit} allows more in one run")

    def _next_hop(self, answer: Answer, first: str) -> str:
        there = _location(answer)
        try:
            return self._fit(there)
        except errors.FetchError as error:
            raise type(error)(f"{shown(first)} redirects to {error}") from None

    def _transport(self) -> Transport:
        from scraper.fetch.transport import Transport  # requests is heavy: only who fetches pays for it

        return Transport(self.policy, self._cutters)

    def _host(self, url: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(origin(url), _Host())

    def _persist(
        self, transport: Transport, url: str, headers: Mapping[str, str], wanted: Wanted, cut_at: int | None = None
    ) -> tuple[Answer, int]:
        """Ask until there is an answer that another try would not better; also how often was asked."""
        for attempt in range(1, self.policy.retries + 2):
            last = attempt > self.policy.retries
            try:
                answer = self._once(transport, url, headers, wanted, cut_at)
            except (errors.NameNotFound, errors.TlsFailed):
                raise
            except errors.ConnectionFailed:
                if last:
                    raise
                pause = self._backoff(attempt)
            else:
                if answer.status not in TRIED_AGAIN:
                    return answer, attempt
                asked = self._asked_to_wait(url, answer)
                if last:
                    raise _status_error(url, answer.status)
                pause = self._backoff(attempt) if asked is None else asked
            host = self._host(url)
            with self._lock:
                host.free_at = max(host.free_at, self._clock.time() + pause)
        raise AssertionError("unreachable: the last try returns or raises")

    def _once(
        self, transport: Transport, url: str, headers: Mapping[str, str], wanted: Wanted, cut_at: int | None
    ) -> Answer:
        host = self._host(url)
        with host.turn:
            now = self._clock.time()
            if host.not_before > now:
                raise errors.RetryLater(
                    f"{shown(url)}: the server asked not to be asked before {utc(host.not_before)}; try again then",
                    not_before=host.not_before,
                )
            if host.free_at > now:
                self._clock.sleep(host.free_at - now, self._stop)
            if self._stop.is_set():
                raise errors.Cancelled(f"{shown(url)}: stopped before the page was asked for")
            try:
                return transport.exchange(url, headers, wanted, cut_at=cut_at)
            finally:
                host.free_at = self._clock.time() + self.policy.pause(host.crawl_delay, host.delay)

    def _backoff(self, attempt: int) -> float:
        """Seconds before the next try: doubled each time, a half to one and a half times that, within the cap."""
        return min(self.policy.backoff * 2.0 ** (attempt - 1) * (0.5 + self._jitter()), self.policy.max_retry_after)

    def _asked_to_wait(self, url: str, answer: Answer) -> float | None:
        """Seconds that the server asks for. RetryLater, for the whole host, when they are too many."""
        if answer.status not in ASKS_TO_WAIT:
            return None
        now = self._clock.time()
        seconds = retry_after(answer.headers.get("retry-after", ""), now)
        if seconds is not None and seconds > self.policy.max_retry_after:
            host = self._host(url)
            host.not_before = now + seconds
            raise errors.RetryLater(
                f"{shown(url)}: the server answered {_phrase(answer.status)} and asks to come back at "
                f"{utc(host.not_before)}; try again then",
                answer.status,
                host.not_before,
            )
        return seconds

    def _check_robots(self, url: str) -> None:
        rules = self._rules_of(url)
        if isinstance(rules, errors.FetchError):
            told = str(rules).removeprefix(f"{shown(_robots_of(origin(url)))}: ")
            raise type(rules)(f"{shown(url)}: {told}")
        if not rules.allows(url):
            raise errors.RobotsRefused(f"{shown(url)}: the site's robots.txt asks crawlers not to fetch this page")

    def _rules_of(self, url: str) -> Rules | errors.FetchError:
        """What the robots.txt of an address's site says, or why it cannot be had; read when it is not known by now."""
        host = self._host(url)
        with host.reading_rules:
            if host.rules is None or self._clock.time() >= host.rules_until:
                host.rules = self._read_robots(host, origin(url))
            return host.rules

    def _read_robots(self, host: _Host, site: str) -> Rules | errors.FetchError:
        known = self._robots.get(site)
        try:
            if known is None or known.until <= self._clock.time():
                known = self._robots_at(site, known)
                self._robots[site] = known
            rules = known.rules(self.policy.user_agent)
            host.crawl_delay = rules.crawl_delay
            host.rules_until = known.until
            return rules
        except errors.Cancelled:
            raise
        except errors.FetchError as error:
            host.rules_until = self._clock.time() + ROBOTS_TRIED_AGAIN
            return error

    def _robots_at(self, site: str, known: RobotsFile | None) -> RobotsFile:
        """RFC 9309, 2.3.1: 2xx is read, 4xx means no rules, 5xx and no answer mean that all is disallowed.

        One that is `known` need not be sent again if it has not changed.
        """
        here = _robots_of(site)
        asked = Validators(known.etag, known.last_modified) if known is not None else Validators()
        headers = {"Accept": "text/plain", **asked.headers()}
        with self._transport() as transport:
            for _ in range(MAX_ROBOTS_REDIRECTS + 1):
                try:
                    answer, _attempts = self._persist(transport, here, headers, _is_ok, MAX_ROBOTS_BYTES)
                except errors.RetryLater:
                    raise
                except errors.HttpStatusError as error:
                    raise errors.RobotsUnreachable(
                        f"the site counts as closed, since its robots.txt answers {_phrase(error.status)} "
                        "(RFC 9309); try again later"
                    ) from None
                until = self._clock.time() + ROBOTS_KEPT
                if answer.status == HTTPStatus.NOT_MODIFIED and known is not None and asked != Validators():
                    return replace(known, until=until)
                if _is_ok(answer.status, answer.headers):
                    given = _validators(answer.headers)
                    text = answer.body.decode("utf-8", "replace")
                    return RobotsFile(text, until, given.etag, given.last_modified)
                if answer.status not in REDIRECTS or not answer.headers.get("location"):
                    break
                here = self._next_hop(answer, here)
        return RobotsFile("", self._clock.time() + ROBOTS_KEPT)


def retry_after(value: str, now: float) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3), given as seconds or as a date; None if neither."""
    value = value.strip()
    if value.isdecimal() and value.isascii():
        return min(float(value[:12]), YEAR)
    moment = moment_of(value)
    return None if moment is None else min(max(moment - now, 0.0), YEAR)


def _validators(headers: Mapping[str, str]) -> Validators:
    """What an answer can be asked for again by."""
    stated = (headers.get("etag"), headers.get("last-modified"))
    return Validators(*(value if value and _SENDABLE.fullmatch(value) else None for value in stated))


def _robots_of(site: str) -> str:
    return f"{site}/robots.txt"


def _is_ok(status: int, _: Mapping[str, str]) -> bool:
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def _page_wanted(url: str, *, conditional: bool, data: bool) -> Wanted:
    """Read the body of a page; nothing of a redirect, of 304, or of what will be tried again; refuse all else."""

    def wanted(status: int, headers: Mapping[str, str]) -> bool:
        if status in PAGE_STATUSES:
            stated = headers.get("content-type", "")
            if not _may_be_page(stated) and not _is_compressed(url) and not (data and _is_json(stated)):
                raise errors.BadContentType(f"{shown(url)}: {_word(stated)} is neither HTML nor XML nor text")
            return True
        if status in TRIED_AGAIN or (status in REDIRECTS and headers.get("location")):
            return False
        if status == HTTPStatus.NOT_MODIFIED and conditional:
            return False
        raise _status_error(url, status)

    return wanted


def _may_be_page(content_type: str) -> bool:
    """Whether a Content-Type is that of HTML, XML or text, or says nothing."""
    essence = content_type.partition(";")[0].strip().lower()
    main, _, sub = essence.partition("/")
    if main == "text":
        return True
    unsaid = {"", "application/octet-stream", "application/x-unknown-content-type", "unknown/unknown"}
    return essence in unsaid or (main == "application" and sub.endswith("xml"))


def _is_json(content_type: str) -> bool:
    """Whether a Content-Type is that of JSON or of what is written in it."""
    essence = content_type.partition(";")[0].strip().lower()
    return essence.startswith("application/") and essence.endswith(("json", "javascript"))


def _is_compressed(url: str) -> bool:
    """Whether an address is that of a compressed file: sitemaps are."""
    return urlsplit(url).path.endswith(".gz")


def _check_looks(answer: Answer) -> None:
    """Judge by its bytes a page whose Content-Type says text or nothing."""
    from scraper.kind import kind_of

    if kind_of(answer.body, answer.headers.get("content-type")) == "binary":
        raise errors.BadContentType(f"{shown(answer.url)}: the bytes are neither HTML nor XML nor text")


def _location(answer: Answer) -> str:
    """Where a redirect leads. Servers send UTF-8, which http.client reads as Latin-1."""
    text = answer.headers["location"].strip()
    with suppress(UnicodeError):  # then it is Latin-1 indeed
        text = text.encode("latin-1").decode("utf-8")
    try:
        return urljoin(answer.url, text)
    except ValueError:
        raise errors.InvalidUrl(f"{shown(answer.url)} redirects to what is no address: {shown(text)}") from None


def _status_error(url: str, status: int) -> errors.HttpStatusError:
    return errors.HttpStatusError(f"{shown(url)}: the server answered {_phrase(status)}{_way_out(status)}", status)


def _way_out(status: int) -> str:
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return "; check the address"
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PAYMENT_REQUIRED}:
        return "; save the page from a browser and scrape the file"
    return "; try again later" if status in TRIED_AGAIN or status >= 500 else ""


def _phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _word(stated: str) -> str:
    """A Content-Type's essence, fit for a message."""
    essence = stated.partition(";")[0].strip()[:60]
    return "".join(char for char in essence if char.isprintable()) or "the content"
