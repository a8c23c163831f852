from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.urls import url_key
from scraper.errors import InvalidUrl
from scraper.urls import absolute_url, normal_url, normalise, origin, shown, without_secrets

BASE = "https://harbour.example/2012/tide/"

HEX = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("given_url", "normal"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("http://example.org/a/./b/../c", "http://example.org/a/c"),
        ("http://example.org/a/..", "http://example.org/"),
        ("http://example.org/../../a", "http://example.org/a"),
        ("http://example.org/%7euser/%c3%a9", "http://example.org/~user/%C3%A9"),
        ("http://example.org/é ü", "http://example.org/%C3%A9%20%C3%BC"),
        ("http://example.org/100%", "http://example.org/100%25"),
        ("http://example.org/a?q=a%2fb&é#part", "http://example.org/a?q=a%2Fb&%C3%A9"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://example.org./", "http://example.org/"),
        ("http://user:secret@example.org/", "http://example.org/"),
        ("  http://example.org/a\n", "http://example.org/a"),
        ("http://[2001:DB8::0:1]:80/", "http://[2001:db8::1]/"),
        ("http://example.org/a/%2e%2e/b", "http://example.org/b"),
        ("file:///home/Ann/My%20Page.html", "file:///home/Ann/My%20Page.html"),
    ],
)
def test_one_spelling_for_each_address(given_url: str, normal: str) -> None:
    assert normalise(given_url) == normal
    assert normalise(normal) == normal


@pytest.mark.parametrize(
    "url",
    [
        "example.org/a",
        "",
        "http://",
        "http:///path",
        "http://exa mple.org/",
        "http://example.org:port/",
        "http://example.org:70000/",
        "http://[::1/",
        "http://[v1.x]/",
        "http://a..b/",
        "http://good.example\\@evil.example/",
        "http://%ff/",
        "http://" + "a" * 9000 + ".example/",
    ],
)
def test_what_is_no_address_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(InvalidUrl) as refusal:
        normalise(url)
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 400


@given(
    st.builds(
        "{}://{}{}{}{}".format,
        st.sampled_from(["http", "HTTPS", "file", "ftp", "x-y"]),
        st.sampled_from(["", "Example.org", "bücher.example:80", "u:p@h:8080", "[::1]"]),
        st.text(st.sampled_from("/./..%2eaA%7E%zzé \\?&[]@:;\t\ud800"), max_size=20),
        st.sampled_from(["", "?", "?a=%2f b"]),
        st.sampled_from(["", "#", "#x"]),
    )
    | st.text(max_size=30)
)
def test_normalising_again_changes_nothing(url: str) -> None:
    try:
        once = normalise(url)
    except InvalidUrl:
        return
    assert normalise(once) == once
    assert once.isascii()


def test_messages_show_neither_passwords_nor_control_characters() -> None:
    assert shown("http://user:secret@example.org/a\x1b[31m\nb") == "http://example.org/a�[31m�b"
    assert len(shown("http://example.org/" + "a" * 5000)) == 200


def test_politeness_goes_by_scheme_host_and_port() -> None:
    assert origin("https://example.org:8443/a?b") == "https://example.org:8443"


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("http://quay.example/tide;jsessionid=0A1B2C3D", "http://quay.example/tide"),
        ("http://quay.example/tide;jsessionid=0A1B.node1?p=2#c", "http://quay.example/tide?p=2#c"),
        ("http://quay.example/tide.jsp;JSESSIONID=0A1B2C3D;v=1", "http://quay.example/tide.jsp;v=1"),
        ("http://quay.example/tide.php?PHPSESSID=abc123", "http://quay.example/tide.php"),
        ("http://quay.example/tide.php?p=2&PHPSESSID=abc123&q=3", "http://quay.example/tide.php?p=2&q=3"),
        (f"http://quay.example/viewtopic.php?t=5&sid={HEX}", "http://quay.example/viewtopic.php?t=5"),
        (f"http://quay.example/showthread.php?s={HEX}&t=5", "http://quay.example/showthread.php?t=5"),
        ("http://quay.example/a.cfm?CFID=12&CFTOKEN=9f8e&id=4", "http://quay.example/a.cfm?id=4"),
        ("http://quay.example/a.asp?ASPSESSIONIDQQ=AB&id=4", "http://quay.example/a.asp?id=4"),
        ("http://quay.example/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "http://quay.example/a.aspx"),
        ("http://quay.example/shop?osCsid=1&zenid=2", "http://quay.example/shop"),
        ("http://ann:secret@quay.example/@ann", "http://quay.example/@ann"),
        ("//ann@quay.example/", "//quay.example/"),
    ],
)
def test_what_belongs_to_one_visitor_is_neither_stored_nor_shown(url: str, bare: str) -> None:
    assert without_secrets(url) == bare
    assert shown(url) == bare
    assert absolute_url(url, "http://quay.example/") == (bare if bare.startswith("http") else "http:" + bare)
    if url.startswith("http://quay.example"):
        assert normal_url(url) == normal_url(bare)
        assert url_key(url) == url_key(bare)


@pytest.mark.parametrize(
    "url",
    [
        "http://quay.example/?s=tide+tables", "http://quay.example/?s=high-water-in-the-harbour-of-2024-and-after",
        "http://quay.example/article.pl?sid=04/03/05/1031", "http://quay.example/?sid=12345",
        "http://quay.example/?session=2024", "http://quay.example/?", "http://quay.example/?a&&b=", "https://quay.example/@ann",
        "http://quay.example/a;b=c?d#e?f&sid=g", "mailto:ann@quay.example", "http://quay.example/(Q)/a", "", "ann@quay",
    ],
)  # fmt: skip
def test_everything_else_comes_back_as_it_is(url: str) -> None:
    assert without_secrets(url) == url


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://tide.example/a", "https://tide.example/a"),
        ("//tide.example/a", "https://tide.example/a"),
        ("/a", "https://harbour.example/a"),
        ("?p=1", "https://harbour.example/2012/tide/?p=1"),
        ("  https://tide.example/a\n", "https://tide.example/a"),
        ("javascript:alert(1)", None),
        ("mailto:ida@tide.example", None),
        ("data:text/plain,x", None),
        ("http://", None),
        ("http://[broken", None),
        ("https://tide.example/" + "a" * 5000, None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_addresses(href: str | None, expected: str | None) -> None:
    assert absolute_url(href, BASE) == expected
