"""What reads as something that a person wrote."""

from __future__ import annotations

import pytest

from scraper.comments.fields.parts import Parts
from scraper.evidence import Evidence

CLASS, STRONG = ({"author": Evidence(rule, "Ida")} for rule in ("class", "strong"))


@pytest.mark.parametrize(
    ("parts", "alone", "among_others"),
    [
        (
            Parts(text="Aye.", author="Ida", date_text="4 May", evidence=CLASS),
            True,
            True,
        ),
        (Parts(text="Aye.", date_text="4 May"), True, True),
        (Parts(text="Aye.", author="Ida", evidence=CLASS), False, True),
        (Parts(text="Aye.", author="Ida", evidence=STRONG), False, False),
        (Parts(text="Aye.", author="Ida", avatar="/ida.png", can_be_answered=True), True, True),
        (Parts(date_text="4 May", author="Ida", evidence=CLASS), False, False),
        (Parts(state="deleted", date_text="4 May"), True, True),
        (Parts(text="Log in to comment"), False, False),
        (Parts(kind="pingback", text="The ebb"), False, False),
        (Parts(kind="pingback", author_url="https://ebb.example/"), True, True),
    ],
)
def test_a_comment_is_told_from_a_note_by_its_signs(parts: Parts, alone: bool, among_others: bool) -> None:
    assert parts.is_convincing(one_of_many=False) is alone
    assert parts.is_convincing(one_of_many=True) is among_others


def test_a_number_is_a_sign() -> None:
    named = Parts(number="96", text="Aye.", author="Ida", evidence=CLASS)
    assert named.is_convincing(one_of_many=False)
