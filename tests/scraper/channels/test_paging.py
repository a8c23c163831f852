"""Pages are read one after the other until there are no more, or it is clear that this leads nowhere."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from scraper.channels.paging import failed, page_after_page, shrank
from scraper.errors import Cancelled, FetchError, NotAPage
from scraper.incomplete import Code, Incomplete

Site = Mapping[int, tuple[str, int | None] | Exception]


def walk(site: Site, **limits: int) -> tuple[str, Incomplete | None]:
    def read(number: int) -> tuple[str, int | None]:
        found = site[number]
        if isinstance(found, Exception):
            raise found
        return found

    pages, reason = page_after_page(1, read, iter, **limits)
    return "|".join(pages), reason


@pytest.mark.parametrize(
    ("site", "limits", "pages", "reason"),
    [
        ({1: ("ab", None)}, {}, "ab", None),
        ({1: ("ab", 2), 2: ("bc", None)}, {}, "ab|bc", None),
        ({1: ("ab", 2), 2: ("ab", None)}, {}, "ab|ab", None),
        ({1: ("ab", 2), 2: ("ba", 3)}, {}, "ab|ba", Incomplete(Code.PAGE_REPEATED)),
        ({1: ("a", 2), 2: ("a", 3), 3: ("b", 4), 4: ("", 5), 5: ("a", 6)}, {"most_stale": 2}, "a|a|b||a",
         Incomplete(Code.PAGE_REPEATED)),
        ({1: ("a", 2), 2: ("b", 1)}, {}, "a|b", Incomplete(Code.CIRCLE)),
        ({1: ("a", 2), 2: ("b", 3)}, {"most": 2}, "a|b", Incomplete(Code.TOO_MANY_PAGES, "2")),
        ({1: ("a", 2), 2: ("b", None)}, {"most": 2}, "a|b", None),
        ({1: ("a", 2), 2: FetchError("HTTP  500")}, {}, "a", Incomplete(Code.PAGE_FAILED, "HTTP 500")),
    ],
)  # fmt: skip
def test_pages_are_followed_as_long_as_they_bring_something(
    site: Site, limits: dict[str, int], pages: str, reason: Incomplete | None
) -> None:
    assert walk(site, **limits) == (pages, reason)


def test_without_a_first_page_and_when_told_to_stop_there_is_nothing() -> None:
    with pytest.raises(NotAPage):
        walk({1: NotAPage("no JSON")})
    with pytest.raises(Cancelled):
        walk({1: ("a", 2), 2: Cancelled("stopped")})


def test_an_error_is_the_reason_in_one_line() -> None:
    assert failed(NotAPage("not\nJSON")) == Incomplete(Code.PAGE_FAILED, "not JSON")


@pytest.mark.parametrize(
    ("counts", "went"), [([], False), ([3, 3, 4], False), ([3, None, 2, 5], True), ([None], False)]
)
def test_what_went_meanwhile_shows_in_the_counts(counts: list[int | None], went: bool) -> None:
    assert shrank(counts) is went
