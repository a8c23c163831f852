"""Addresses that lead to one page have one key."""

from __future__ import annotations

import pytest

from archive.urls import is_root, site_host, trusts_canonical, url_key

KEY = "tea.example/2026/kettles"


@pytest.mark.parametrize(
    "url",
    [
        "https://tea.example/2026/kettles",
        "http://www.Tea.example:80/2026/kettles/",
        "https://anna@tea.example/2026/kettles#comment-3",
        "https://tea.example/2026/kettles?utm_source=x&fbclid=y",
        "https://tea.example/2026/./kettles?_ga",
    ],
)
def test_spellings_of_one_page_are_one(url: str) -> None:
    assert url_key(url) == KEY


@pytest.mark.parametrize(
    "url",
    ["https://tea.example/2026/kettles?p=3", "https://tea.example/2026/Kettles", "https://tea.example:81/2026/kettles"],
)
def test_other_pages_are_others(url: str) -> None:
    assert url_key(url) != KEY


def test_files_and_nonsense_have_keys_too() -> None:
    assert url_key("file:///tmp/kettles.html#x") == "file:///tmp/kettles.html"
    assert url_key("not an address")


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
