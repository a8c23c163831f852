from __future__ import annotations

import re

import pytest

from scraper import errors
from scraper.fetch import errors as fetch_errors


def classes(module: object) -> list[type[Exception]]:
    kinds = (kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, Exception))
    return [kind for kind in kinds if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", classes(errors), ids=lambda kind: kind.__name__)
def test_every_error_is_a_scraper_error_that_the_tree_of_the_module_names(kind: type[Exception]) -> None:
    assert issubclass(kind, errors.ScraperError)
    assert re.search(rf"\b{kind.__name__}\b", errors.__doc__ or "")


def test_the_tree_names_the_class_that_each_error_is_a_kind_of() -> None:
    above: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if found := re.match(r"(?P<indent>[ │├└─]+)(?P<name>[A-Z]\w+)\b", line):
            level = (len(found["indent"]) - 4) // 4
            if kind := getattr(errors, found["name"], None):
                del above[level:]
                assert above == [] or issubclass(kind, getattr(errors, above[-1]))
                above.append(found["name"])


def test_what_a_fetch_may_raise_can_be_caught_from_the_module_of_fetching_too() -> None:
    assert set(classes(fetch_errors)) == {kind for kind in classes(errors) if issubclass(kind, errors.FetchError)}
