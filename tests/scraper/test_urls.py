from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import InvalidUrl
from scraper.urls import normalise, origin, shown


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
