"""A comment system is recognised by its sign, its hosts and the path of an address."""

from __future__ import annotations

from dataclasses import fields

import pytest

from scraper.comments.systems.system import ArticleHints, Hints, System
from scraper.page.page import read_page
from scraper.site_rules import read


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://a.example/wall/4", True),
        ("https://www.a.example/wall/4?x=1", True),
        ("https://aa.example/wall/4", False),
        ("https://a.example/quay/4", False),
        ("https://[a.example/wall/4", False),
    ],
)
def test_hosts_with_their_subdomains_and_the_path_decide(url: str, may: bool) -> None:
    assert System("x", hosts=("a.example",), path=r"^/wall/\d").may_fit(url) is may


def test_what_is_not_given_is_not_asked() -> None:
    page = read_page(b"<html><body><p class='c'>x</p></body></html>", "https://a.example/")
    assert System("x").fits(page)
    assert System("x", sign=".c").fits(page)
    assert not System("x", sign=".d").fits(page)


def test_a_rule_speaks_before_the_system_that_it_lies_over() -> None:
    known = System("known", sign=".k", hints=Hints(node=".n", author=".a"), id_system="known", is_board=True)
    rule = System("rule", hints=Hints(author=".b"), article=ArticleHints(title="h2"), origin="rule.toml")
    both = rule.over(known)
    assert (both.name, both.hints, both.id_system, both.is_board) == (
        "known",
        Hints(node=".n", author=".b"),
        "known",
        True,
    )
    assert (both.article, both.origin) == (rule.article, "rule.toml")


@pytest.mark.parametrize(("table", "hints"), [("comments", Hints), ("article", ArticleHints)])
def test_each_hint_is_a_key_of_a_rule(table: str, hints: type[Hints | ArticleHints]) -> None:
    names = [each.name for each in fields(hints)]
    keys = "".join(f'{name} = ".{name}"\n' for name in names)
    (rule,) = read(f'[tide]\nhosts = ["tide.example"]\n[tide.{table}]\n{keys}', "rules.toml")
    given = rule.hints if table == "comments" else rule.article
    assert given == hints(**{name: f".{name}" for name in names})
