"""Policies that make sense, and the pauses that they ask for."""

from __future__ import annotations

import re

import pytest

from scraper.fetch import Policy, default_user_agent


def test_policies_that_make_no_sense_are_refused() -> None:
    for wrong in ({"delay": -1}, {"timeout": 0}, {"retries": -1}, {"user_agent": "a\nb"}, {"max_bytes": 0}):
        with pytest.raises(ValueError):
            Policy(**wrong)


@pytest.mark.parametrize("stated", ["", "a/b", "ann@blog.example", "blog.example:8080", "blog.example?x", "a b"])
def test_hosts_that_are_no_host_names_are_refused(stated: str) -> None:
    with pytest.raises(ValueError, match="is no host name"):
        Policy(private_hosts=(stated,))


@pytest.mark.parametrize(
    ("stated", "url"),
    [
        ("Blog.Intranet.EXAMPLE", "http://blog.intranet.example/post"),
        ("192.168.0.7", "http://192.168.0.7:8080/"),
        ("::1", "http://[::1]/"),
        ("[::1]", "https://[::1]:8443/"),
    ],
)
def test_named_hosts_may_be_private_and_no_others(stated: str, url: str) -> None:
    assert Policy(private_hosts=(stated,)).may_be_private(url)
    assert not Policy(private_hosts=(stated,)).may_be_private("http://other.example/")
    assert not Policy().may_be_private(url)
    assert Policy(allow_private=True).may_be_private(url)


@pytest.mark.parametrize(
    ("delay", "crawl_delay", "of_host", "pause"),
    [
        (1.0, None, None, 1.0),
        (1.0, 5.0, None, 5.0),
        (10.0, 5.0, None, 10.0),
        (1.0, 600.0, None, 60.0),
        (0.0, 5.0, None, 0.0),
        (0.0, 5.0, 2.0, 5.0),
        (1.0, None, 7.0, 7.0),
    ],
)
def test_the_longest_delay_counts_unless_it_is_switched_off(
    delay: float, crawl_delay: float | None, of_host: float | None, pause: float
) -> None:
    assert Policy(delay=delay).pause(crawl_delay, of_host) == pause


def test_who_asks_names_a_contact_or_says_what_it_is() -> None:
    assert default_user_agent("mailto:ann@example.org").endswith(" (+mailto:ann@example.org)")
    assert Policy().user_agent == default_user_agent()
    assert re.fullmatch(r"afterword/\S+ \(\+archiver of public comment threads\)", default_user_agent())
