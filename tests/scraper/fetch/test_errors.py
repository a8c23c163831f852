"""The tree of refusals is the one that the module's docstring draws."""

from __future__ import annotations

import inspect
import re

import pytest

from scraper.errors import FetchError, ScraperError
from scraper.fetch import errors

_LINE = re.compile(r"^    ((?:│   |    )*)(?:├── |└── )(\w+)")


def drawn() -> dict[str, str]:
    """Each class that the docstring draws, with the one that it stands below."""
    above = ["FetchError"]
    found = {}
    for line in (errors.__doc__ or "").splitlines():
        if match := _LINE.match(line):
            depth = len(match[1]) // 4 + 1
            del above[depth:]
            found[match[2]] = above[-1]
            above.append(match[2])
    return found


def test_the_docstring_draws_every_class_below_its_base() -> None:
    classes = dict(inspect.getmembers(errors, inspect.isclass))
    del classes["FetchError"]
    assert {name: found.__bases__[0].__name__ for name, found in classes.items()} == drawn()


def test_every_refusal_is_an_error_of_the_scraper() -> None:
    assert issubclass(FetchError, ScraperError)


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
