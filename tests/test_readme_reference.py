"""The reference, in the README and in docs/, names what there is, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer

from archive.cli.app import app
from archive.cli.settings import KNOWN
from archive.db.descriptions import TABLES
from archive.db.views import VIEWS
from scraper.channels.select import NAMES
from scraper.comments.systems import ArticleHints, Hints
from scraper.fetch import Policy
from scraper.page import limits

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
REFERENCE = "\n".join(page.read_text("utf-8") for page in PAGES)
APP: Any = typer.main.get_command(app)
COMMANDS: dict[str, Any] = APP.commands
COMMON = {"--archive", "--verbose", "--help", "-h"}
WITHOUT_ARCHIVE = {"inspect", "config"}


def section_of(heading: str) -> str:
    """What stands under a heading, up to the next one of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}[^\n]*\n(.*?)(?=^#|\Z)", REFERENCE, re.MULTILINE | re.DOTALL)
    assert found is not None, f"no page has a section {heading!r}"
    return found[1]


def first_cells(text: str) -> Iterator[str]:
    """The first column of the tables in a text."""
    for line in text.splitlines():
        if line.startswith("|") and not line.startswith("| ---"):
            yield line.split("|")[1]


def options_of(command: Any) -> set[str]:
    return {word for parameter in command.params for word in parameter.opts if word.startswith("-")}


def options_told(heading: str) -> set[str]:
    return {
        word for cell in first_cells(section_of(heading)) for word in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", cell)
    }


def test_every_command_has_its_section_and_no_other() -> None:
    assert set(re.findall(r"^#### `afterword (\w+)", REFERENCE, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told_and_none_that_is_not_there(name: str) -> None:
    there = options_of(COMMANDS[name])
    assert options_told(f"`afterword {name}") == there - COMMON
    assert "--verbose" in there
    assert ("--archive" in there) == (name not in WITHOUT_ARCHIVE)


def test_options_of_every_command_are_told_once() -> None:
    told = section_of("Options of every command")
    assert options_told("Options of every command") == COMMON
    assert all(f"`{option}`" in told.replace("`afterword ", "`") for option in options_of(APP))
    assert all(f"`{name}`" in told for name in WITHOUT_ARCHIVE)


def test_defaults_are_the_ones_that_hold() -> None:
    told = section_of("`afterword scrape")
    policy = Policy()
    for option, value in (
        ("--delay", f"{policy.delay:g}"),
        ("--timeout", f"{policy.timeout:g}"),
        ("--retries", str(policy.retries)),
        ("--max-bytes", str(policy.max_bytes)),
    ):
        assert re.search(rf"^\| `{option}[^|]*\|[^|]*\| {value} \|", told, re.MULTILINE), option
    for command, option in (("query", "--timeout"), ("search", "--limit")):
        (default,) = [parameter.default for parameter in COMMANDS[command].params if option in parameter.opts]
        assert re.search(rf"^\| `{option}.*\| {default:g} \|$", section_of(f"`afterword {command}"), re.MULTILINE)


def test_every_setting_is_told_and_none_that_is_not_there() -> None:
    told = re.findall(r"^\| `(\w+)` \|", section_of("Settings"), re.MULTILINE)
    assert told == [known.name for known in KNOWN]


def test_every_channel_is_told_and_none_that_is_not_there() -> None:
    assert tuple(re.findall(r"^\| `(\w+)` \|", section_of("Channels"), re.MULTILINE)) == NAMES


def test_every_view_is_told_in_its_own_words() -> None:
    """docs/schema.md has the tables, too: tests/archive/test_schema_page.py."""
    told = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", section_of("Tables and views"), re.MULTILINE))
    assert told == {name: TABLES[name][""] for name in VIEWS}


def test_every_key_of_the_document_is_named() -> None:
    schema = json.loads((ROOT / "scraper/thread.schema.json").read_text("utf-8"))
    parts = [schema, *schema["$defs"].values()]
    told = section_of("The thread document")
    missing = [key for part in parts for key in part.get("properties", ()) if f"`{key}`" not in told]
    assert not missing


def test_every_key_of_a_rule_is_told_and_none_that_is_not_there() -> None:
    told = {word for cell in first_cells(section_of("The keys of a rule")) for word in re.findall(r"`([\w.]+)`", cell)}
    there = {f"comments.{each.name}" for each in fields(Hints)} | {
        f"article.{each.name}" for each in fields(ArticleHints)
    }
    assert told == there | {"hosts", "path", "sign", "id_system"}


def test_limits_are_the_ones_that_hold() -> None:
    told = section_of("Limits")
    for number in (limits.MAX_DEPTH, limits.MAX_DEPTH_OF_ALL, limits.MAX_ATTRIBUTES):
        assert f"{number:,}" in told
    assert f"{limits.MAX_PAGE_BYTES // 2**20} MiB" in told
