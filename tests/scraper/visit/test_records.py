from __future__ import annotations

import pytest

from scraper.visit.records import OF_THE_PAGE, Part, Validators, Visit


@pytest.mark.parametrize(("channel", "expected"), [(None, True), ("page", True), ("feed", False), ("disqus", False)])
def test_a_visit_is_of_the_page_unless_it_names_another_channel(channel: str | None, expected: bool) -> None:
    assert Visit("http://quayside.example/tide/", channel=channel).is_of_page is expected


def test_the_page_and_a_text_dump_show_the_article() -> None:
    assert OF_THE_PAGE == ("page", "text")


def test_what_is_not_known_of_a_visit_is_none_and_it_has_no_parts() -> None:
    visit = Visit("http://quayside.example/tide/")
    assert (visit.status, visit.outcome, visit.doubt, visit.fetched_at, visit.parts) == (None, None, None, None, ())


def test_equal_visits_are_one() -> None:
    """They are plain values: parts included, they can be compared and kept in sets."""
    part = Part(Visit("http://quayside.example/tide/comment-page-2/"), b"<p>")
    assert Visit("http://quayside.example/tide/", parts=(part,)) == Visit(
        "http://quayside.example/tide/", parts=(part,)
    )
    assert len({Visit("http://quayside.example/tide/"), Visit("http://quayside.example/tide/")}) == 1


def test_validators_stand_for_a_page_unless_told_otherwise() -> None:
    assert Validators('"7"').kind == "page"
