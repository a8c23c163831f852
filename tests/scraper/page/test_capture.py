"""Each tool's own words about a page that it saved are believed before the time and place of the file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath

import pytest

from scraper.page.capture import captured
from scraper.page.sniff import kind_of

URL = "https://mill.example/2011/05/the-lower-weir/"
PAGE = "<!DOCTYPE html><html><head><title>Weir</title></head><body><p>Ground nothing.</p>"

SINGLEFILE = """<!DOCTYPE html><html lang="en"><!--
 Page saved with SingleFile
 url: {url}
 saved date: Thu Mar 10 2016 19:12:36 GMT-0800 (Pacific Standard Time)
--><head><title>Weir</title></head><body></body></html>"""

MHTML = """From: <Saved by Blink>\r
Snapshot-Content-Location: {url}\r
Subject: Weir\r
Date: Thu, 10 Mar 2016 19:12:36 -0000\r
MIME-Version: 1.0\r
Content-Type: multipart/related;\r
\ttype="text/html";\r
\tboundary="----abc"\r
\r
------abc\r
Content-Type: text/html; charset=iso-8859-1\r
Content-Transfer-Encoding: quoted-printable\r
Content-Location: {url}\r
\r
<html><body><p>J=F6rg says a lo=\r
t.</p></body></html>\r
------abc\r
Content-Type: text/css\r
\r
p {{}}\r
------abc--\r
"""


@pytest.mark.parametrize(
    ("page", "url", "at"),
    [
        (SINGLEFILE.format(url=URL), URL, "2016-03-11T03:12:36Z"),
        (
            SINGLEFILE.format(url=URL)
            .replace("Page saved with", "Archive processed by")
            .replace("-0800 (Pacific", "("),
            URL,
            "2016-03-10T19:12:36Z",
        ),
        (SINGLEFILE.format(url=f"https://web.archive.org/web/20120102030405/{URL}"), URL, "2012-01-02T03:04:05Z"),
        (
            (
                f"{PAGE}<!-- Mirrored from mill.example/?p=7 by HTTrack Website Copier/3.x [XR&CO'2014],"
                " Sun, 13 Mar 2016 20:11:57 GMT -->"
            ),
            "http://mill.example/?p=7",
            "2016-03-13T20:11:57Z",
        ),
        (f"<!DOCTYPE html>\n<!-- saved from url=(0044){URL} -->\n{PAGE}", URL, None),
        (
            f"<!-- saved from url=(0080)https://web.archive.org/web/20160310191236/{URL} -->{PAGE}",
            URL,
            "2016-03-10T19:12:36Z",
        ),
        (
            f'<script>__wm.wombat("{URL}","20160310191236","https://web.archive.org/")</script>{PAGE}',
            URL,
            "2016-03-10T19:12:36Z",
        ),
        (
            f"{PAGE}<!--\n     FILE ARCHIVED ON 19:12:36 Mar 10, 2016 AND RETRIEVED -->",
            None,
            "2016-03-10T19:12:36Z",
        ),
        (f"<!-- saved from url=(0014)about:internet -->{PAGE}", None, None),
        (PAGE, None, None),
    ],
)
def test_a_tool_states_address_and_time(page: str, url: str | None, at: str | None) -> None:
    found = captured(page.encode())
    assert (found.url, found.at) == (url, at)


def test_no_time_ahead_is_believed() -> None:
    ahead = datetime.now(UTC) + timedelta(days=3)
    page = SINGLEFILE.format(url=URL).replace("Thu Mar 10 2016", f"{ahead:%a %b %d %Y}")
    assert captured(page.encode()).at is None
    assert captured(page.replace(f"{ahead:%b %d %Y}", "Feb 31 2016").encode()).at is None


def test_mhtml_is_a_page_within_mail() -> None:
    data = MHTML.format(url=URL).encode()
    found = captured(data)
    assert (found.url, found.at, found.headers) == (
        URL,
        "2016-03-10T19:12:36Z",
        {"content-type": 'text/html; charset="iso-8859-1"'},
    )
    assert found.data == b"<html><body><p>J\xf6rg says a lot.</p></body></html>"
    assert kind_of(data) == "mhtml"
    assert kind_of(PAGE.encode()) != "mhtml"
    assert kind_of(b"Subject: an ordinary mail\r\nContent-Type: text/plain\r\n\r\nmultipart/related") != "mhtml"
    assert captured(b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nnothing").data == b""


def test_the_links_of_a_replay_lead_to_the_site() -> None:
    link = f"https://web.archive.org/web/20160310191236/{URL}"
    page = (
        f'<script>__wm.wombat("{URL}","20160310191236")</script><!-- BEGIN WAYBACK TOOLBAR INSERT --><p>Capture 7 of 9'
        f'</p><!-- END WAYBACK TOOLBAR INSERT --><a href="{link}">a</a>'
        "<a href='/web/20160310191236im_/http://nell.example/'>b</a>"
    )
    assert captured(page.encode()).data.endswith(
        f"""<a href="{URL}">a</a><a href='http://nell.example/'>b</a>""".encode()
    )
    assert (
        captured(f'<a href="{link}">a capture that a person links to</a>'.encode()).data.count(b"web.archive.org") == 1
    )


def test_the_path_of_a_mirror_tells_the_address_of_a_page_that_names_the_host() -> None:
    page = (
        b'<a href="../../../index.html">Home</a> <a href="the-lower-weir.html%3Fp=2.html#c1">x</a> http://mill.example/'
    )
    path = PurePosixPath("/mirrors/mill.example/2011/05/the-lower-weir/index.html")
    found = captured(page, path)
    assert found.url == "http://mill.example/2011/05/the-lower-weir/"
    assert found.data.startswith(b'<a href="../../../">Home</a> <a href="the-lower-weir.html?p=2.html#c1">')
    assert captured(page + b"https://mill.example/", path).url == "https://mill.example/2011/05/the-lower-weir/"
    assert captured(PAGE.encode(), path).url is None
    assert captured(page, PurePosixPath("/mirrors/mill/index.html")).url is None


@pytest.mark.parametrize(
    "word", [b"<!-- saved from url=(1)", b"<!--     ", b" url:  ", b"\nA: b", b"/web/1", b" href='"]
)
def test_what_repeats_takes_no_time(word: bytes) -> None:
    captured(word * 100_000)
    captured(b"<!-- BEGIN WAYBACK TOOLBAR INSERT -->" + word * 100_000)
