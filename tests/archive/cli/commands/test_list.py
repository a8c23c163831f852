"""The command `list`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.archive.cli.conftest import CUPS, KETTLES, POTS, URL
from tests.support.command import run

if TYPE_CHECKING:
    from pathlib import Path


def test_list_shows_every_thread(path: Path) -> None:
    lines = run(path, "list").stdout.splitlines()
    assert lines[0].split() == ["uid", "date", "site", "comments", "gone", "complete", "title"]
    assert [line.split()[2:6] for line in lines[2:]] == [
        ["cups.example", "0", "0", "no"],
        ["tea.example", "2", "1", "yes"],
    ]
    shortened = lines[2].split()[0]
    assert run(path, "show", shortened).stdout == run(path, "show", "https://cups.example/a").stdout
    listed = [json.loads(line) for line in run(path, "list", "--json").stdout.splitlines()]
    assert [(entry["url"], entry["complete"]) for entry in listed] == [("https://cups.example/a", False), (URL, True)]


@pytest.mark.parametrize(
    ("options", "urls"),
    [
        ((), [CUPS, KETTLES, POTS]),
        (("--reverse",), [POTS, KETTLES, CUPS]),
        (("--sort", "comments"), [KETTLES, CUPS, POTS]),
        (("--sort", "gone", "--limit", "1"), [KETTLES]),
        (("--sort", "title"), [CUPS, KETTLES, POTS]),
        (("--sort", "site"), [CUPS, KETTLES, POTS]),
        (("--site", "www.tea.example"), [KETTLES, POTS]),
        (("--after", "2012"), [CUPS, KETTLES]),
        (("--before", "2012-12-04"), [KETTLES, POTS]),
        (("--after", "2012-12", "--before", "2013"), [KETTLES]),
        (("--incomplete",), [CUPS, POTS]),
        (("--as-of", "2026-02-03"), [KETTLES]),
    ],
)
def test_a_list_is_filtered_and_sorted(shop: Path, options: tuple[str, ...], urls: list[str]) -> None:
    listed = [json.loads(line) for line in run(shop, "list", "--json", *options).stdout.splitlines()]
    assert [entry["url"] for entry in listed] == urls


def test_that_there_is_nothing_to_list_is_said_beside_what_is_printed(shop: Path) -> None:
    result = run(shop, "list", "--json", "--site", "no.example")
    assert (result.stdout, result.stderr) == ("", "no threads\n")


def test_options_of_a_list_that_make_no_sense_are_told(shop: Path) -> None:
    assert "is none of date" in run(shop, "list", "--sort", "size", code=2).stderr
    assert "is not a date" in run(shop, "list", "--after", "then", code=2).stderr
