from __future__ import annotations

import pytest

from scraper.article.person_name import ABBREVIATION, LOGIN, clean_name, is_organisation, looks_like_person


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("By Ursula von der Ley", "Ursula von der Ley"),
        ("T. V. Brink", "T. V. Brink"),
        ("Ida Brink (Bremen)", "Ida Brink"),
        ("Loïc Le Clerq", "Loïc Le Clerq"),
        ("Ida Brink and Olav Tern", "Ida Brink and Olav Tern"),
        ("Ida Brink, Olav Tern", "Ida Brink, Olav Tern"),
        ("Ida Brink, Keeper of the Light", "Ida Brink"),
        ("Ida Brink →", "Ida Brink"),
        ("https://harbour.example/ida", None),
        ("December", None),
        ("Name *", None),
        ("", None),
    ],
)
def test_a_name_is_told_from_what_stands_around_it(text: str, name: str | None) -> None:
    assert clean_name(text) == name


@pytest.mark.parametrize(
    ("name", "is_person"),
    [
        ("Ida Brink", True),
        ("Ursula von der Ley", True),
        ("Ida Brink and Olav Tern", True),
        ("Ida Brink, Olav Tern", True),
        ("Ida", False),
        ("Ida at sea", False),
        ("keeper of the light", False),
        ("Harbour Press Agency", False),
        (" ".join(["Ida"] * 13), False),
    ],
)
def test_a_person_has_several_words_with_capitals_and_is_no_organisation(name: str, is_person: bool) -> None:
    assert looks_like_person(name) == is_person


@pytest.mark.parametrize("name", ["Hafenzeitung Brink", "Brink Ltd", "The newsroom team", "harbour.com"])
def test_companies_papers_and_offices_are_organisations(name: str) -> None:
    assert is_organisation(name)
    assert not is_organisation("Ida Brink")


def test_logins_and_initials_are_told_by_their_letters() -> None:
    assert all(map(LOGIN.fullmatch, ("ida", "ida.brink", "ida-brink_7")))
    assert not any(map(LOGIN.fullmatch, ("Ida", "ida brink", "")))
    assert all(map(ABBREVIATION.fullmatch, ("IB", "IDAB")))
    assert not any(map(ABBREVIATION.fullmatch, ("I", "Ib", "IBRINK")))
