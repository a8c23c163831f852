"""A short run of what `python -m tests.hostile.fuzz` does for an hour; and what that found, one example each."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.errors import ScraperError
from tests.hostile.examples import TARGETS, mangled, read

SITEMAP = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
FINDS = {
    "half a surrogate pair in a damaged feed": (
        "feed",
        b'<rss version="2.0"><channel><title>&#xD800;</title><item><link>http://quayside.example/</link></item>',
    ),
    "a name in a feed in which a mail address is looked for in quadratic time": (
        "feed",
        b'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item><dc:creator>'
        + b"-" * 120_000
        + b"</dc:creator><link>http://quayside.example/</link></item></channel></rss>",
    ),
    "a tag that no XML may have": ("sitemap", SITEMAP + b"<url><lochttp:>http://quayside.example/1</lochttp:></url>"),
    "half a surrogate pair in a namespace": (
        "sitemap",
        b'<?xml version="1.0"?><urlset xmlns="http:/&#xD800;/"><url><loc>http://quayside.example/1</loc></url></urlset>',
    ),
    "bytes that are no UTF-8 in what is no address": ("address", b"\x80"),
    "a page of a dump at an address that cannot be one": (
        "import",
        b'{"id":"1","pid":"","text":"<p>x</p>","locator":{"url":"http://quay side.example\xe2\x80\x8e:99999/tide/"}}',
    ),
    "half a surrogate pair in an address": (
        "sitemap",
        SITEMAP + b"<url><loc>http://quayside.example/&#xD800;</loc></url></urlset>",
    ),
    "a channel without a name": (
        "document",
        b'{"format": "afterword/thread", "url": "http://quayside.example/", "channels": [{"naee": "page"}]}',
    ),
    "a rule that takes the whole page for noise": (
        "rules",
        b"[all]\nhosts = ['quayside.example']\n[all.article]\nnoise = '*'\n",
    ),
    "a rule that takes the page's root for noise": (
        "rules",
        b"[all]\nhosts = ['quayside.example']\n[all.article]\nnoise = ':root'\nbody = 'p'\n",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**63))
def test_mangled_examples_are_read_or_refused_by_name(target: str, seed: int) -> None:
    with suppress(ScraperError):
        read(target, mangled(target, Random(seed), most=20))


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_by_name(target: str, data: bytes) -> None:
    with suppress(ScraperError):
        read(target, data)


@pytest.mark.parametrize("name", FINDS)
def test_what_was_found_once_does_not_come_back(name: str) -> None:
    target, data = FINDS[name]
    with suppress(ScraperError):
        read(target, data)
