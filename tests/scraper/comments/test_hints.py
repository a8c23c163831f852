"""Every hint that a comment system may give is one that a rule for a site may give."""

from __future__ import annotations

from dataclasses import fields

import pytest

from scraper.comments.hints import ArticleHints, Hints
from scraper.site_rules import read


@pytest.mark.parametrize(("table", "hints"), [("comments", Hints), ("article", ArticleHints)])
def test_each_is_a_key_of_a_rule(table: str, hints: type[Hints | ArticleHints]) -> None:
    names = [each.name for each in fields(hints)]
    keys = "".join(f'{name} = ".{name}"\n' for name in names)
    (rule,) = read(f'[tide]\nhosts = ["tide.example"]\n[tide.{table}]\n{keys}', "rules.toml")
    given = rule.hints if table == "comments" else rule.article
    assert given == hints(**{name: f".{name}" for name in names})
