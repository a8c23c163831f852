"""How a page is read, told to people and programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.cli.views import inspect as views
from archive.display import cells
from scraper.channels.select import choice_of
from scraper.fetch import Policy
from scraper.visit.inspect import Look, look_at

EXAMPLE = Path(__file__).parents[3] / "blog" / "example.html"


@pytest.fixture(scope="module")
def look() -> Look:
    return look_at(str(EXAMPLE), Policy(), choice_of("auto"))


def test_facts_come_first_then_the_article_then_each_comment(look: Look) -> None:
    lines = list(views.lines(look, 200))
    first = [line.split()[0] for line in lines[: lines.index("")]]
    assert first[0] == "page"
    assert [name for name in first if name in ("system", "region", "comments", "complete")] == [
        "system", "region", "comments", "complete",
    ]  # fmt: skip
    article = lines[lines.index("") + 1 :]
    assert [line.split()[0] for line in article[:6]] == [
        "title", "author", "published", "modified", "language", "text",
    ]  # fmt: skip
    assert sum(line.lstrip().startswith("text      ") for line in article[6:]) == 7
    assert any(line.startswith("  ↳ ") for line in article)


@pytest.mark.parametrize("width", [40, 80])
def test_lines_are_cut_at_the_width(look: Look, width: int) -> None:
    assert max(map(cells, views.lines(look, width))) <= width


def test_a_program_gets_the_document_and_a_rule_for_each_field(look: Look) -> None:
    told = views.as_dict(look)
    assert told["thread"]["comment_count"] == len(told["comment_rules"]) == 7
    assert told["rule"] is None
    assert {each["name"] for each in told["channels"]} == {each.channel for each in look.inspection.thread.embeds}
