"""The command `show`."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.display import cells
from tests.archive.cli.conftest import KETTLES, URL
from tests.support.command import on_a_terminal, run
from tests.support.threads import deep_thread

if TYPE_CHECKING:
    from pathlib import Path


def authors(shown: str) -> list[str]:
    return re.findall(r"[├└]─ (.+?)(?: · |$)", shown, re.MULTILINE)


def test_show_narrows_to_levels_and_to_authors_with_what_they_answer(shop: Path) -> None:
    assert authors(run(shop, "show", KETTLES).stdout) == ["Anna Thimble", "Bo Larch", "Anna Thimble", "Cyd Moss"]
    top = run(shop, "show", KETTLES, "--depth", "1").stdout
    assert authors(top) == ["Anna Thimble", "Cyd Moss"]
    assert "3 comments, 1 gone (2 of them shown)" in top
    assert authors(run(shop, "show", KETTLES, "--author", "LARCH").stdout) == ["Anna Thimble", "Bo Larch"]
    assert authors(run(shop, "show", KETTLES, "--author", "nobody").stdout) == []
    document = json.loads(run(shop, "show", KETTLES, "--author", "cyd", "--json").stdout)
    assert [each["text"] for each in document["comments"]] == ["Copper."]


@pytest.mark.parametrize("columns", [40, 80, 140])
def test_nothing_is_wider_than_the_terminal(shop: Path, columns: int) -> None:
    for command in (["show", KETTLES], ["search", "mine"], ["stats", "--limit", "2"]):
        lines = run(shop, *command, columns=columns).stdout.splitlines()
        assert max(map(cells, lines)) <= max(columns, 60 if command[0] == "stats" else 0), command


@pytest.mark.slow
def test_a_terminal_gets_colours_and_a_pager(shop: Path) -> None:
    def shown(*words: str, **environment: str) -> str:
        return on_a_terminal("show", KETTLES, *words, "--archive", shop, folder=shop.parent, **environment)

    pager = f"{sys.executable} -c \"import sys; print('PAGED', len(sys.stdin.readlines()) > 5)\""
    assert shown(PAGER=pager) == "PAGED True\n"
    printed = shown(PAGER="cat", NO_COLOR="")
    assert "\x1b[1mKettles\x1b[0m" in printed
    assert "\x1b[31m · 2013-01-06T10:30:00Z · gone since 2026-02-03\x1b[0m" in printed
    for quiet in ({"NO_COLOR": "1", "PAGER": "cat"}, {"NO_COLOR": "1", "PAGER": ""}):
        assert shown(**quiet) == run(shop, "show", KETTLES).stdout
    assert "PAGED" not in shown("--no-pager", PAGER=pager)


def test_show_draws_the_thread_as_a_tree(path: Path) -> None:
    shown = run(path, "show", URL).stdout
    tree = """\
├─ Anna Thimble · 2026-01-05T10:00:00Z
│  Mine is blue.
│
│  It came from my aunt.
│
│  └─ Bo Larch
│     Mine is dented.
│
└─ Bo Larch · gone since 2026-02-03
   Copper, always copper.
"""
    assert tree in shown
    assert shown.startswith("Kettles I have known\n")
    assert "2 comments, 1 gone" in shown
    uid = json.loads(run(path, "show", URL, "--json").stdout)["uid"]
    assert run(path, "show", uid).stdout == run(path, "show", "tea.example/2026/kettles").stdout == shown


def test_a_thread_5000_replies_deep_is_shown_within_the_terminal(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(deep_thread(5000))
    lines = run(tmp_path / "a.db", "show", URL).stdout.splitlines()
    assert sum("Answer number" in line for line in lines) == 5000
    assert max(cells(line) for line in lines) <= 80
    assert any("level 5000" in line for line in lines)
