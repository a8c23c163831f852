"""The HTTP client: polite, limited, with an error class for each failure.

    with Fetcher(Policy()) as fetcher:
        response = fetcher.get("https://example.org/post")

A fetcher may be used from many threads: many hosts are asked at once, each host one request at a time.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from scraper.fetch import errors, response
from scraper.fetch.address_guard import refuse_unfit
from scraper.fetch.clock import Clock
from scraper.fetch.policy import Policy
from scraper.fetch.response import Answer, Response, Validators, Wanted, phrase_of, robots_wanted
from scraper.fetch.robots import MAX_ROBOTS_BYTES, MAX_ROBOTS_REDIRECTS, RobotsFile, Rules
from scraper.times import utc
from scraper.urls import origin, shown, without_secrets

if TYPE_CHECKING:
    from scraper.fetch.transport import Cutter, Transport

ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, text/*;q=0.8"
)
ACCEPT_DATA = "application/json, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"
ROBOTS_KEPT = 24 * 3600.0  # seconds; RFC 9309 (2.4)
ROBOTS_TRIED_AGAIN = 600.0  # seconds, after an answer that says nothing about the rules


@dataclass(slots=True)
class _Host:
    """What is known of one scheme, host and port."""

    turn: threading.Lock = field(default_factory=threading.Lock)  # held during a request
    reading_rules: threading.Lock = field(default_factory=threading.Lock)  # held while robots.txt is read
    free_at: float = 0.0
    not_before: float = 0.0
    crawl_delay: float | None = None
    delay: float | None = None  # seconds, where they are set for this host
    rules: Rules | errors.FetchError | None = None
    rules_until: float = 0.0
    pages: int = 0


class Fetcher:
    """Gets pages, one host at a time and not too fast. Thread-safe; a context manager.

    `robots` caches each site's robots.txt by origin (scheme, host and port). Kept from run to run, it saves requests
    within the day that RFC 9309 (2.4) allows.
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
        self._clock = clock or Clock()
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
        """The robots.txt of the address's site; empty where there is none. FetchError when it cannot be fetched."""
        here = refuse_unfit(url, self.policy)
        rules = self._rules_of(here)
        if isinstance(rules, errors.FetchError):
            raise rules
        return self._robots[origin(here)].text

    def get(
        self, url: str, *, validators: Validators | None = None, data: bool = False, own_key: bool = False
    ) -> Response:
        """Get a page, following redirects. Raises a FetchError of scraper.fetch.errors, nothing else.

        With `validators` of an earlier response, a page that has not changed comes back `not_modified`, without a body.
        `data` accepts JSON, too. `own_key`: the address contains the user's own API key, so robots.txt does not apply,
        and a redirect must not carry the key to another site.
        """
        begun = time.monotonic()
        asked = {"Accept": ACCEPT_DATA if data else ACCEPT, **(validators.headers() if validators else {})}
        first = here = refuse_unfit(url, self.policy)
        self._count(first)
        hops: list[str] = []
        been: set[object] = set()
        transport = self._transport(asked, partial(response.page_wanted, conditional=len(asked) > 1, data=data))
        while True:
            if not own_key:
                self._check_robots(here)
            been.add((here, transport.cookies()))
            answer, attempts = self._persist(transport, here)
            fetched_at = utc(self._clock.time())
            if answer.status not in response.REDIRECTS:
                not_modified = answer.status == HTTPStatus.NOT_MODIFIED
                if not not_modified and not response.is_compressed(here):
                    response.check_looks(answer)
                return Response(
                    without_secrets(first), without_secrets(here), answer.status, answer.headers, answer.body,
                    fetched_at, not_modified, tuple(map(without_secrets, hops)), attempts,
                    round(time.monotonic() - begun, 3),
                )  # fmt: skip
            hops.append(here)
            here = self._next_hop(answer, first)
            if own_key and origin(here) != origin(first):
                raise errors.CredentialsRefused(f"{shown(first)}: redirects to another site, which gets no key")
            if (here, transport.cookies()) in been:  # a cookie set on the way is a reason to come by again
                raise errors.RedirectLoop(f"{shown(first)}: redirects in a circle, by way of {shown(here)}")
            if len(hops) > self.policy.max_redirects:
                raise errors.TooManyRedirects(f"{shown(first)}: more than {self.policy.max_redirects} redirects")

    def _count(self, url: str) -> None:
        """TooManyPages when a page is one too many: a trap of links without end must not keep a run for ever."""
        host = self._host(url)
        with self._lock:
            host.pages += 1
            self._pages += 1
            of_host = (host.pages, self.policy.max_host_pages, " from this host; --max-host-pages")
            of_all = (self._pages, self.policy.max_pages, "; --max-pages")
        for pages, limit, option in (of_host, of_all):
            if pages > limit:
                had = f"{limit:,} pages were had{option} allows more in one run"
                raise errors.TooManyPages(f"{shown(url)}: not asked for, since {had}")

    def _next_hop(self, answer: Answer, first: str) -> str:
        there = response.location_of(answer)
        try:
            return refuse_unfit(there, self.policy)
        except errors.FetchError as error:
            raise type(error)(f"{shown(first)} redirects to {error}") from None

    def _transport(self, headers: Mapping[str, str], wanted: Wanted, cut_at: int | None = None) -> Transport:
        from scraper.fetch.transport import Transport  # requests is heavy: only who fetches pays for it

        return Transport(self.policy, self._cutters, headers, wanted, cut_at)

    def _host(self, url: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(origin(url), _Host())

    def _persist(self, transport: Transport, url: str) -> tuple[Answer, int]:
        """Try until there is an answer or no attempt is left. Returns the answer and the number of attempts."""
        for attempt in range(1, self.policy.retries + 2):
            last = attempt > self.policy.retries
            # Doubled each time; a half to one and a half times that, within the cap.
            pause = self.policy.backoff * 2.0 ** (attempt - 1) * (0.5 + self._jitter())
            pause = min(pause, self.policy.max_retry_after)
            try:
                answer = self._once(transport, url)
            except (errors.NameNotFound, errors.TlsFailed):
                raise
            except errors.ConnectionFailed:
                if last:
                    raise
            else:
                if answer.status not in response.TRIED_AGAIN:
                    return answer, attempt
                pause = self._asked_to_wait(url, answer, pause)
                if last:
                    raise response.status_error(url, answer.status)
            host = self._host(url)
            with self._lock:
                host.free_at = max(host.free_at, self._clock.time() + pause)
        raise AssertionError("unreachable: the last try returns or raises")

    def _once(self, transport: Transport, url: str) -> Answer:
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
                return transport.exchange(url)
            finally:
                host.free_at = self._clock.time() + self.policy.pause(host.crawl_delay, host.delay)

    def _asked_to_wait(self, url: str, answer: Answer, pause: float) -> float:
        """The seconds that the server asks to wait, else `pause`. RetryLater, for the host as such, if too many."""
        now = self._clock.time()
        stated = answer.headers.get("retry-after", "") if answer.status in response.ASKS_TO_WAIT else ""
        seconds = response.retry_after(stated, now)
        if seconds is None:
            return pause
        if seconds > self.policy.max_retry_after:
            host = self._host(url)
            host.not_before = now + seconds
            raise errors.RetryLater(
                f"{shown(url)}: the server answered {phrase_of(answer.status)} and asks to come back at "
                f"{utc(host.not_before)}; try again then",
                answer.status,
                host.not_before,
            )
        return seconds

    def _check_robots(self, url: str) -> None:
        rules = self._rules_of(url)
        if isinstance(rules, errors.FetchError):
            robots = shown(f"{origin(url)}/robots.txt")
            told = f"{shown(url)}: {str(rules).removeprefix(robots + ': ')}"
            if isinstance(rules, errors.RetryLater):
                raise errors.RetryLater(told, not_before=rules.not_before)
            raise type(rules)(told)
        if not rules.allows(url):
            raise errors.RobotsRefused(f"{shown(url)}: the site's robots.txt asks crawlers not to fetch this page")

    def _rules_of(self, url: str) -> Rules | errors.FetchError:
        """The rules of the robots.txt of an address's site, or why it could not be fetched; cached."""
        host = self._host(url)
        with host.reading_rules:
            if host.rules is None or self._clock.time() >= host.rules_until:
                try:
                    file = self._robots_of(origin(url))
                except errors.Cancelled:
                    raise
                except errors.FetchError as error:
                    host.rules, host.rules_until = error, self._clock.time() + ROBOTS_TRIED_AGAIN
                else:
                    host.rules, host.rules_until = Rules(file.text.encode(), self.policy.user_agent), file.until
                    host.crawl_delay = host.rules.crawl_delay
            return host.rules

    def _robots_of(self, site: str) -> RobotsFile:
        """RFC 9309, 2.3.1: 2xx is read, 4xx means no rules, 5xx and no answer mean that all is disallowed.

        One that is known need not be sent again if it has not changed.
        """
        known = self._robots.get(site)
        if known is not None and known.until > self._clock.time():
            return known
        here = f"{site}/robots.txt"
        asked = Validators(known.etag, known.last_modified) if known is not None else Validators()
        transport = self._transport({"Accept": "text/plain", **asked.headers()}, robots_wanted, MAX_ROBOTS_BYTES)
        file = RobotsFile("", 0.0)
        for _ in range(MAX_ROBOTS_REDIRECTS + 1):
            try:
                answer, _attempts = self._persist(transport, here)
            except errors.RetryLater:
                raise
            except errors.HttpStatusError as error:
                raise errors.RobotsUnreachable(
                    f"the site counts as closed, since its robots.txt answers {phrase_of(error.status)} "
                    "(RFC 9309); try again later"
                ) from None
            if answer.status == HTTPStatus.NOT_MODIFIED and known is not None and asked != Validators():
                file = known
            elif robots_wanted(here, answer.status, answer.headers):
                given = response.validators_of(answer.headers)
                file = RobotsFile(answer.body.decode("utf-8", "replace"), 0.0, given.etag, given.last_modified)
            elif answer.status in response.REDIRECTS and answer.headers.get("location"):
                here = self._next_hop(answer, here)
                continue
            break
        self._robots[site] = file = replace(file, until=self._clock.time() + ROBOTS_KEPT)
        return file
