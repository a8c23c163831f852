from __future__ import annotations

import pytest

from scraper import errors
from scraper.fetch import errors as fetch_errors


def classes(module: object) -> list[type[Exception]]:
    kinds = (kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, Exception))
    return [kind for kind in kinds if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", classes(errors), ids=lambda kind: kind.__name__)
def test_every_error_is_a_scraper_error_and_says_what_it_means(kind: type[Exception]) -> None:
    assert issubclass(kind, errors.ScraperError)
    assert kind.__doc__


def test_what_a_fetch_may_raise_can_be_caught_from_the_module_of_fetching_too() -> None:
    assert set(classes(fetch_errors)) == {kind for kind in classes(errors) if issubclass(kind, errors.FetchError)}
