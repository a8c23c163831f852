"""A refusal is an error of the scraper, says what it means, and keeps what the server answered."""

from __future__ import annotations

import inspect

import pytest

from scraper.errors import FetchError, ScraperError
from scraper.fetch import errors


def test_every_refusal_says_what_it_means() -> None:
    classes = [found for _, found in inspect.getmembers(errors, inspect.isclass)]
    assert all(found.__doc__ for found in classes)


def test_every_refusal_is_an_error_of_the_scraper() -> None:
    assert issubclass(FetchError, ScraperError)
    assert all(issubclass(found, FetchError) for _, found in inspect.getmembers(errors, inspect.isclass))


@pytest.mark.parametrize(
    ("refusal", "facts"),
    [
        (errors.HttpStatusError("x", 404), {"status": 404}),
        (errors.RetryLater("x", 429, 1_700_000_000.0), {"status": 429, "not_before": 1_700_000_000.0}),
        (errors.RetryLater("x", not_before=5.0), {"status": 0, "not_before": 5.0}),
    ],
)
def test_an_answer_of_the_server_is_kept_beside_the_words(refusal: Exception, facts: dict[str, float]) -> None:
    assert str(refusal) == "x"
    assert {name: getattr(refusal, name) for name in facts} == facts
