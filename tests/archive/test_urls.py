"""Addresses that lead to one page have one key."""

from __future__ import annotations

import pytest

from archive.urls import former_key, is_root, plain, site_host, trusts_canonical, url_key

KEY = "tea.example/2026/kettles"


@pytest.mark.parametrize(
    "url",
    [
        "https://tea.example/2026/kettles",
        "http://www.Tea.example:80/2026/kettles/",
        "https://anna@tea.example/2026/kettles#comment-3",
        "https://tea.example/2026/kettles?utm_source=x&fbclid=y",
        "https://tea.example/2026/./kettles?_ga",
        "https://tea.example/2026/kettles/?replytocom=12#respond",
        "https://tea.example/2026/kettles?showComment=1342558151823",
        "https://tea.example/2026/kettles?m=1",
        "https://tea.example/2026/kettles?share=twitter&nb=1",
        "https://tea.example/2026/kettles/amp/?print=1",
        "https://tea.example/2026/kettles/comment-page-2/amp/",
        "https://tea.example/2026/kettles/index.html?cpage=2",
    ],
)
def test_spellings_of_one_page_are_one(url: str) -> None:
    assert url_key(url) == KEY


@pytest.mark.parametrize(
    "url",
    [
        "https://tea.example/2026/kettles?p=3",
        "https://tea.example/2026/kettles?m=201205",
        "https://tea.example/2026/kettles?share=12345",
        "https://tea.example/2026/kettles/amplifiers",
        "https://tea.example/2026/Kettles",
        "https://tea.example:81/2026/kettles",
    ],
)
def test_other_pages_are_others(url: str) -> None:
    assert url_key(url) != KEY


def test_files_and_nonsense_have_keys_too() -> None:
    assert url_key("file:///tmp/kettles.html#x") == "file:///tmp/kettles.html"
    assert url_key("not an address")


def test_an_address_without_what_shows_the_article_in_another_way_stays_as_it_is_spelled() -> None:
    assert plain("http://Tea.example/a/?utm_source=x&p=3&replytocom=2#c1") == "http://Tea.example/a/?p=3#c1"
    assert plain("http://tea.example/a?m=1") == "http://tea.example/a"
    assert plain("file:///tmp/a.html") == "file:///tmp/a.html"


def test_the_key_of_schema_11_is_known() -> None:
    assert former_key("https://tea.example/a/amp/?m=1&utm_source=x") == "tea.example/a/amp?m=1"


def test_a_host_has_no_www_and_no_usual_port() -> None:
    assert site_host("https://www.Tea.example:443/x") == "tea.example"
    assert site_host("http://tea.example:8080/") == "tea.example:8080"


def test_a_home_page_is_known() -> None:
    assert is_root("https://www.tea.example/?utm_medium=x")
    assert not is_root("https://tea.example/?p=3")
    assert not is_root("https://tea.example/x")


@pytest.mark.parametrize(
    ("canonical", "is_trusted"),
    [
        ("https://tea.example/2026/kettles", True),
        ("http://www.tea.example/?p=3", True),
        ("https://tea.example/", False),
        ("https://cups.example/2026/kettles", False),
        ("javascript:x", False),
        ("", False),
        (None, False),
    ],
)
def test_a_canonical_link_counts_within_its_site(canonical: str | None, *, is_trusted: bool) -> None:
    assert trusts_canonical("https://tea.example/x", canonical) is is_trusted
