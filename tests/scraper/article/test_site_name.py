from __future__ import annotations

import pytest

from scraper.article.site_name import SiteName, letters_of
from scraper.page.page import read_page
from tests.scraper.article.pages import URL, article, page


def site(head: str, stated: str | None = None, *, url: str = URL) -> SiteName:
    return SiteName(read_page(page("", head=head), url), stated)


def test_a_short_name_behind_a_bar_is_the_name_of_the_site() -> None:
    assert article("<title>The tide book of the harbour master | Letters</title>", above="").title == (
        "The tide book of the harbour master"
    )


@pytest.mark.parametrize(
    ("stated", "title", "bare"),
    [
        ("Harbour Letters", "The tide book - Harbour Letters", "The tide book"),
        ("Harbour Letters", "Harbour Letters » The tide book", "The tide book"),
        ("Harbour Letters", "Ebb - and flow", "Ebb - and flow"),
        ("Harbour Letters", "Ebb - and flow - Harbour Letters", "Ebb - and flow"),
        (None, "The tide book | Notes", "The tide book"),
        (None, "The tide book - Notes", "The tide book - Notes"),
        (None, "The tide book - HARBOUR", "The tide book"),
        (None, "Notes » Blog Archive » The tide book", "The tide book"),
        (None, "Well-known: the tide book", "Well-known: the tide book"),
    ],
)
def test_the_name_of_the_site_is_cut_off_a_title(stated: str | None, title: str, bare: str) -> None:
    assert site(f"<title>{title}</title>", stated).without(title) == bare


def test_a_title_that_names_only_the_site_is_known_away_from_its_front_page() -> None:
    head = "<title>The tide book | Coast Letters</title>"
    assert all(map(site(head).is_title, ("Coast Letters", "Harbour", "coast letters: welcome")))
    assert not any(map(site(head).is_title, ("The tide book", "Eels", "")))
    assert not site(head, url="https://harbour.example/").is_title("Harbour")


def test_the_name_of_the_site_is_the_stated_one_or_that_of_its_host() -> None:
    named = site("", "Coast Letters", url="https://www.harbour.example/tide")
    assert all(map(named.is_name, ("COAST LETTERS", "harbour.example", "—")))
    assert not any(map(named.is_name, ("Coast", "The tide book")))


def test_letters_of_a_text_are_those_that_comparisons_go_by() -> None:
    assert letters_of("The Tide-Book, 2nd “Straße”!") == "thetidebook2ndstrasse"
