"""The table of comment systems holds together: whatever a row names is there and can be used."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from scraper.comments.systems.selectors import check, complaint
from scraper.comments.systems.table import Row, channels, dumps, printed, rows, scripted, system_of
from scraper.imports.registry import FORMATS


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.key)
def test_selectors_and_expressions_of_a_row_can_be_used(row: Row) -> None:
    for system in row.printed:
        check(system)
        assert system.name == row.key
        assert system.sign
    if row.embed is not None:
        for selector in filter(None, (row.embed.own, row.embed.place)):
            assert complaint(selector, in_page=True) is None
        assert bool(row.embed.word) >= bool(row.embed.place)
        re.compile(row.embed.word)


def test_the_more_particular_markup_is_looked_for_before_the_more_general() -> None:
    names = [system.name for system in printed()]
    assert names.index("wpdiscuz") < names.index("wordpress")
    assert names.index("disqus-wordpress") < names.index("wordpress")


def test_channels_are_modules_in_the_order_of_asking() -> None:
    assert list(channels()) == ["disqus", "isso", "blogger", "wordpress", "feed"]
    assert all(callable(import_module(module).read) for module in channels().values())
    assert {name: system_of(name) for name in ("disqus", "feed", "nobody")} == {
        "disqus": "disqus",
        "feed": None,
        "nobody": None,
    }


def test_only_systems_that_a_script_shows_number_comments_their_own_way() -> None:
    assert scripted() & channels().keys() == {"disqus", "isso"}


def test_every_reader_of_dumps_is_registered() -> None:
    formats = [form for module in dumps() for form in import_module(module).FORMATS]
    assert formats == list(FORMATS)
    assert {form.system for form in FORMATS} <= {row.key for row in rows()}
