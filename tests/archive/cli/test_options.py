"""Options that are made from the table of settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import typer

from archive.cli.app import app
from archive.cli.settings import SETTINGS, default_text
from tests.support.command import run


def options_of(command: str) -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    return {each.name: each for each in group.commands[command].params}


@pytest.mark.parametrize("command", ["scrape", "run", "inspect", "reparse", "add"])
def test_options_have_help_unit_and_default_of_their_settings(command: str) -> None:
    for name, option in options_of(command).items():
        if name in SETTINGS and name not in ("allow_private", "max_pages"):
            known = SETTINGS[name]
            assert (option.help, option.metavar, option.envvar) == (known.help, known.unit, known.variable)
            assert default_text(option.default) == default_text(known.usual())


def test_a_word_that_is_none_of_the_choices_names_them(path: Path) -> None:
    error = run(path, "run", "--fail-on", "all", code=2).stderr
    assert (
        error == "Error: Invalid value for '--fail-on': 'all' is none of new, any, never; see `afterword run --help`\n"
    )


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--delay", "-1"), "-1 is out of range; 0 is the least"),
        (("--delay", "nan"), "nan is out of range"),
        (("--retries", "2.5"), "'2.5' is not a whole number"),
        (("--timeout", "0"), "0 is out of range"),
        (("--budget", "soon"), "'soon' is not a length of time"),
        (("--channels", "carrier-pigeon"), "carrier-pigeon"),
        (("--user-agent", "tea\nX-Evil: 1"), "user"),
    ],
)
def test_values_that_make_no_sense_are_refused_before_any_work(path: Path, words: tuple[str, ...], why: str) -> None:
    before = path.read_bytes()
    assert why in run(path, "run", *words, code=2).stderr
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("list", "--limit", "0"), "'--limit': 0 is out of range; 1 is the least"),
        (("list", "--limit", "some"), "'some' is not a whole number"),
        (("runs", "--limit", str(2**63)), "is out of range"),
        (("compact", "--keep-days", "-1"), "-1 is out of range; 0 is the least"),
        (("query", "--timeout", "0", "SELECT 1"), "0 is out of range; 0.001 is the least"),
    ],
)
def test_numbers_that_are_no_settings_are_refused_in_the_same_words(
    path: Path, words: tuple[str, ...], why: str
) -> None:
    assert why in run(path, *words, code=2).stderr


def test_a_command_takes_verbose_once() -> None:
    for command in ("scrape", "list", "run"):
        assert options_of(command)["verbose"].opts == ["--verbose"]


def test_a_command_gets_one_policy_and_one_wish() -> None:
    for command, argument in (("run", "policy"), ("edit", "wish"), ("add", "wish")):
        assert argument not in options_of(command)
