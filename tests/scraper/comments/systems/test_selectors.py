"""Selectors are tried before a page is read with them."""

from __future__ import annotations

import pytest

from scraper.comments.systems.selectors import check, complaint
from scraper.comments.systems.system import ArticleHints, Hints, System


@pytest.mark.parametrize("in_page", [True, False])
@pytest.mark.parametrize("selector", [".comment", 'li[id^="c"]:has(p)', "a, b > c"])
def test_a_selector_that_can_be_used_has_no_complaint(selector: str, in_page: bool) -> None:
    assert complaint(selector, in_page=in_page) is None


@pytest.mark.parametrize("in_page", [True, False])
@pytest.mark.parametrize("selector", ["", "li[", ".a >", ":nonsense"])
def test_another_has_one_of_one_line(selector: str, in_page: bool) -> None:
    assert "\n" not in (complaint(selector, in_page=in_page) or "\n")


@pytest.mark.parametrize(
    ("system", "key"),
    [
        (System("x", sign="li["), "sign"),
        (System("x", hints=Hints(node="li[")), "node"),
        (System("x", hints=Hints(author="li[")), "author"),
        (System("x", article=ArticleHints(title="li[")), "title"),
    ],
)
def test_the_first_bad_selector_of_a_system_is_named_by_its_key(system: System, key: str) -> None:
    with pytest.raises(ValueError, match=rf"^{key}: 'li\[' is no CSS selector: "):
        check(system)
