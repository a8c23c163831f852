"""Old lists of the Disqus plugin state the author's address as bare text."""

from __future__ import annotations

import pytest

from scraper.comments.systems.disqus_wordpress import link_bare_address
from scraper.html import soup_of


def test_a_bare_address_before_the_name_becomes_its_link() -> None:
    soup = soup_of('<li><cite id="dsq-cite-4">https://ida.example/ <span>Ida</span></cite></li>')
    assert soup.li is not None
    link_bare_address(soup.li)
    assert str(soup.li) == '<li><cite id="dsq-cite-4"><a href="https://ida.example/"><span>Ida</span></a></cite></li>'


@pytest.mark.parametrize(
    "cite",
    [
        '<cite id="dsq-cite-4"><a href="https://ida.example/">Ida</a></cite>',
        '<cite id="dsq-cite-4">see https://ida.example/ <span>Ida</span></cite>',
        '<cite id="dsq-cite-4">https://ida.example/</cite>',
        "<cite>https://ida.example/ <span>Ida</span></cite>",
    ],
)
def test_anything_else_stays_as_it_is(cite: str) -> None:
    soup = soup_of(f"<li>{cite}</li>")
    assert soup.li is not None
    link_bare_address(soup.li)
    assert str(soup.li) == f"<li>{cite}</li>"
