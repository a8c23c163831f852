"""The command `edit`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive.cli.commands.conftest import add, listed
from tests.blog import Blog
from tests.support.command import run


def test_what_is_given_replaces_what_was_and_an_empty_word_clears_it(blog: Blog, fresh: Path) -> None:
    add(fresh, blog.url, "--label", "harbour")
    add(fresh, blog.address("one"), "--label", "sea")
    run(fresh, "edit", "harbour", "--label", "boats", "--label", "birds", "--delay", "3", "--title", "Mine")
    (first, _) = listed(fresh)
    assert (first["labels"], first["delay"], first["title"]) == (["boats", "birds"], 3, "Mine")
    run(fresh, "edit", "boats", "--label", "", "--delay", "0")
    (first, second) = listed(fresh)
    assert (first["labels"], first["delay"], second["labels"]) == ([], None, ["sea"])


@pytest.mark.parametrize("words", [("--delay", "-1"), ("--channels", "carrier-pigeon"), ("--delay", "slow"), ()])
def test_values_that_make_no_sense_change_nothing(blog: Blog, fresh: Path, words: tuple[str, ...]) -> None:
    add(fresh, blog.url)
    before = listed(fresh)
    assert run(fresh, "edit", blog.url, *words, code=2).stderr.startswith("Error: ")
    assert listed(fresh) == before


def test_nothing_to_change_is_said(blog: Blog, fresh: Path) -> None:
    add(fresh, blog.url)
    assert "nothing to change" in run(fresh, "edit", blog.url, code=2).stderr
