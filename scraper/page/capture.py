"""Pages as tools save them: where each stood and when it was seen, as the tool states it, and its links as they were.

SingleFile and HTTrack write a comment; browsers write "saved from url"; the address of a Wayback Machine holds 14
digits (UTC) and the original, and its pages end with "FILE ARCHIVED ON"; MHTML (RFC 2557) is mail, with the page in its
first part of HTML; of wget's mirrors the path tells. The time of the file itself tells nothing: each download and unzip
renews it.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import PurePath
from urllib.parse import unquote

from scraper.page.sniff import kind_of
from scraper.times import header_date, utc
from scraper.urls import absolute_url

LOOK = 16 * 1024  # bytes at a page's beginning and end in which tools write
MOST_AHEAD = timedelta(days=1)  # so far a stated time may lie ahead: clocks differ, and days do around the world

_SINGLEFILE = re.compile(rb"(?s)<!--\s{0,20}(?:Page saved with|Archive processed by) SingleFile\s(.{0,4000}?)-->")
_URL = re.compile(rb"^ {0,20}url: {0,20}(\S{1,4000})", re.MULTILINE)
_SAVED = re.compile(rb"saved date: \w{3} (\w{3}) (\d\d?) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})?")
_HTTRACK = re.compile(rb"<!-- Mirrored from (\S{1,4000}) by HTTrack Website Copier/[^,>]{0,200}, ([^>]{1,60}?) -->")
_BROWSER = re.compile(rb"<!--\s{0,20}saved from url=\(\d{1,6}\)(\S{1,4000})\s{0,20}-->")
_WAYBACK = re.compile(r"https?://web\.archive\.org/web/(\d{14})(?:[a-z]{2}_)?/(.+)", re.DOTALL)
_ARCHIVED_ON = re.compile(rb"FILE ARCHIVED ON (\d\d:\d\d:\d\d \w{3} \d\d?, \d{4})")
_REPLAYED = re.compile(rb'__wm\.wombat\("(https?://[^"\s]{1,4000})","(\d{14})"')
_REPLAYED_LINK = re.compile(
    rb"""(["'(=\s])(?:(?:https?:)?//web\.archive\.org)?/web/\d{1,14}(?:[a-z]{2}_)?/(?=https?:|//|mailto:)"""
)
_TOOLBAR = re.compile(rb"(?s)<!-- BEGIN WAYBACK TOOLBAR INSERT -->.{0,200000}?<!-- END WAYBACK TOOLBAR INSERT -->")
_LOCAL_LINK = re.compile(rb"""(\shref=["'])(?![\w+.-]{1,20}:|//|\#)([^"'\#<>]{1,2000})""")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
_INDEX = re.compile(r"(?:^|(?<=/))index\.html?$")


@dataclass(frozen=True, slots=True)
class Capture:
    """A page as a tool saved it. `data` is its HTML, with the links of a mirror or a replay led back; `url` is where it
    stood, `at` when it was seen (UTC); `headers` are those of its part of an MHTML. None is what the tool does not say.
    """

    data: bytes
    url: str | None = None
    at: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def captured(data: bytes, path: PurePath | None = None) -> Capture:
    """What a file says of its capture; the page as it is where it says nothing. `path` is where the file lies."""
    if kind_of(data) == "mhtml":
        return _mail(data)
    ends = data[:LOOK] + b"\n" + data[LOOK:][-LOOK:]
    url, at = next(_stated(ends), (None, None))
    is_replay = _TOOLBAR.search(data) is not None or _REPLAYED.search(ends) is not None
    if url is not None and (original := _WAYBACK.match(url)):
        url, at, is_replay = original[2], _time(original[1]), True
    if is_replay:
        data = _REPLAYED_LINK.sub(rb"\1", _TOOLBAR.sub(b"", data))
    mirrored = _mirrored(path, data) if path is not None and not is_replay else None
    if _HTTRACK.search(ends) or (url is None and mirrored is not None):
        url, data = url or mirrored, _LOCAL_LINK.sub(_led_back, data)
    return Capture(data, absolute_url(url, ""), _believed(at))


def _stated(ends: bytes) -> Iterator[tuple[str | None, datetime | None]]:
    """Address and time as one tool after the other states them, the surest first."""
    if found := _SINGLEFILE.search(ends):
        url, saved = _URL.search(found[1]), _SAVED.search(found[1])
        yield url and _text(url[1]), saved and _time(_text(b" ".join(saved.groups(b"+0000"))), "%b %d %Y %H:%M:%S %z")
    if found := _HTTRACK.search(ends):
        yield f"http://{_text(found[1])}", header_date(_text(found[2]))
    if found := _REPLAYED.search(ends):
        yield _text(found[1]), _time(_text(found[2]))
    if found := _BROWSER.search(ends):
        yield _text(found[1]), None
    if found := _ARCHIVED_ON.search(ends):
        yield None, _time(_text(found[1]), "%H:%M:%S %b %d, %Y")


def _time(stated: str, form: str = "%Y%m%d%H%M%S") -> datetime | None:
    """A time as a tool writes it; where it states no zone, it is in UTC."""
    with suppress(ValueError):
        at = datetime.strptime(stated, form)  # noqa: DTZ007
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    return None


def _believed(at: datetime | None) -> str | None:
    """A stated time in UTC; none that lies ahead, which no clock that was right has stated."""
    return None if at is None or at > datetime.now(UTC) + MOST_AHEAD else utc(at)


def _mail(data: bytes) -> Capture:
    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    for part in mail.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            url = str(mail.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
            found = captured(page if isinstance(page, bytes) else b"")
            at = _believed(header_date(str(mail.get("Date") or "")))
            content_type = str(part.get("Content-Type") or "text/html")
            return Capture(
                found.data, absolute_url(url, "") or found.url, at or found.at, {"content-type": content_type}
            )
    return Capture(b"")


def _mirrored(path: PurePath, data: bytes) -> str | None:
    """The address that the path of a mirror's file tells, below a folder called as a host that the page names."""
    for place, folder in enumerate(path.parts[:-1]):
        if _HOST.fullmatch(folder) and folder.encode() in data:
            scheme = "https" if f"https://{folder}".encode() in data else "http"
            return f"{scheme}://{folder}/" + _INDEX.sub("", unquote("/".join(path.parts[place + 1 :])))
    return None


def _led_back(link: re.Match[bytes]) -> bytes:
    """A link between files of a mirror as it was on the site: without `index.html`, with the question mark."""
    path = re.sub(rb"(^|/)index\.html?(?=\?|$)", rb"\1", re.sub(rb"(?i)%3f", b"?", link[2]))
    return link[1] + (path or b"./")


def _text(stated: bytes) -> str:
    return stated.decode("utf-8", "replace")
