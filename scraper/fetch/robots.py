"""robots.txt by RFC 9309, read with protego.

Protego is given a cleaned text: it takes a group for ours when the group's name stands anywhere in our name (`word` in
`afterword`), where RFC 9309 (2.2.1) asks for the whole product token; and long or star-ridden patterns cost it time.
"""

import re
from dataclasses import dataclass

MAX_ROBOTS_BYTES = 500 * 1024  # RFC 9309 (2.5): at least this much is read; what comes after is ignored
MAX_ROBOTS_REDIRECTS = 5  # RFC 9309 (2.3.1.2)
MAX_LINE = 2048
MAX_STARS = 8
_TOKEN = re.compile(r"[A-Za-z_-]+")
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_AGENT = re.compile(r"user[- ]?agent\s*[:\s]", re.IGNORECASE)
_OTHER = "~"  # stands for every other crawler's name; part of no product token


class Rules:
    """The rules of a robots.txt for a `user_agent`. An empty file allows everything, as a missing one does (RFC 9309,
    2.3.1.3).

    `crawl_delay` is in seconds, None where none is stated.
    """

    def __init__(self, data: bytes, user_agent: str) -> None:
        from protego import Protego

        self._token = product_token(user_agent)
        self._rules = Protego.parse(clean(data, self._token))
        delay = self._rules.crawl_delay(self._token)
        self.crawl_delay: float | None = delay if delay is not None and 0 <= delay < float("inf") else None

    def allows(self, url: str) -> bool:
        """Whether the address may be fetched."""
        return bool(self._rules.can_fetch(url, self._token))


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """A site's robots.txt; empty where there is none. It is fresh `until` (seconds since 1970); `etag` and
    `last_modified` are its validators."""

    text: str
    until: float
    etag: str | None = None
    last_modified: str | None = None


def product_token(user_agent: str) -> str:
    """The name that robots.txt groups are compared with: `afterword` of `afterword/0.1 (+contact)`."""
    found = _TOKEN.match(user_agent.strip())
    return found.group().lower() if found else "afterword"


def clean(data: bytes, token: str) -> str:
    """The text of a robots.txt for protego: our groups are named `token`, all others by a name unlike it.

    A line that is too long, or an Allow with too many stars, is left out; a Disallow with too many stars is cut, so
    that it forbids more rather than less.
    """
    text = data[:MAX_ROBOTS_BYTES].decode("utf-8", "replace").removeprefix("\N{BYTE ORDER MARK}")
    return "\n".join(line for raw in _LINE_ENDS.split(text) if (line := _clean_line(raw, token)))


def _clean_line(raw: str, token: str) -> str:
    if len(raw) > MAX_LINE:
        return ""
    line = " ".join(raw.partition("#")[0].split())  # also the line ends that only str.splitlines knows
    if agent := _AGENT.match(line):
        name = line[agent.end() :].strip()
        found = _TOKEN.match(name)
        ours = found is not None and found.group().lower() == token
        return f"User-agent: {token if ours else '*' if name == '*' else _OTHER}"
    if line.count("*") > MAX_STARS:
        return "" if line.lower().startswith("allow") else "*".join(line.split("*")[:MAX_STARS])
    return line
