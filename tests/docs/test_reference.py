"""The reference: what is generated is right, and what is written by hand names what there is, and nothing else."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import fields
from types import ModuleType

import pytest

from scraper.comments.systems import ArticleHints, Hints
from scraper.comments.systems.table import channels
from scraper.fetch import Policy
from scraper.page import limits
from tests.docs.blocks import PAGES, ROOT


@pytest.fixture(scope="module")
def hooks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hooks", ROOT / "docs/hooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def section_of(page: str, heading: str) -> str:
    """What stands under a heading, up to the next one of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", PAGES[page], re.MULTILINE | re.DOTALL)
    assert found is not None, f"{page} has no section {heading!r}"
    return found[1]


def first_cells(text: str) -> Iterator[str]:
    """The first column of the tables in a text."""
    for line in text.splitlines():
        if line.startswith("|") and not line.startswith("| ---"):
            yield line.split("|")[1]


# --- what is generated


def test_every_marker_is_filled_and_every_part_has_its_place(hooks: ModuleType) -> None:
    markers = [name for text in PAGES.values() for name in re.findall(r"<!-- generated: (\w+) -->", text)]
    assert sorted(markers) == sorted(hooks.PARTS)
    filled = {page: hooks.on_page_markdown(text) for page, text in PAGES.items()}
    assert not [page for page, text in filled.items() if "<!-- generated" in text]
    assert "| `--keep-snapshots` WHICH | " in filled["docs/commands.md"]
    assert "| `conversations` | " not in filled["docs/questions.md"]
    assert "| [`conversations`](schema.md#conversations) | " in filled["docs/questions.md"]
    assert "\n### `conversations`\n" in filled["docs/schema.md"]
    assert "| `declared_count` | integer or null | " in filled["docs/document.md"]
    assert re.search(r"^\| `delay` \| .+ \| `1` \| .+commands\.md#run", filled["docs/settings.md"], re.MULTILINE)


def test_cells_of_generated_tables_show_what_the_program_says(hooks: ModuleType) -> None:
    assert hooks._row("a|b", "*://*/2012/*", "`wor*`") == r"| a\|b | \*://\*/2012/\* | `wor*` |"


def test_defaults_in_help_texts_are_the_ones_that_hold(hooks: ModuleType) -> None:
    lines = list(hooks.commands())
    scrape = lines[lines.index("### `scrape`") : lines.index("### `import`")]
    defaults = dict(re.findall(r"^\| `(--[\w-]+)`.*\| `([^`]+)` \|$", "\n".join(scrape), re.MULTILINE))
    policy = Policy()
    for option, value in (
        ("--delay", f"{policy.delay:g}"),
        ("--timeout", f"{policy.timeout:g}"),
        ("--retries", str(policy.retries)),
        ("--max-bytes", str(policy.max_bytes)),
        ("--max-pages", str(policy.max_pages)),
        ("--max-host-pages", str(policy.max_host_pages)),
    ):
        assert defaults[option] == value


# --- what is written by hand


def test_every_option_that_a_page_names_is_there(hooks: ModuleType) -> None:
    there = {word for command in hooks._commands().values() for each in command.params for word in each.opts}
    there |= {"--help", "--version", "--install-completion", "--show-completion"}
    others = {"--port", "--strict", "--write"}  # tests.blog, mypy and mkdocs, tests/benchmarks/floors.py
    for page, text in PAGES.items() - {("docs/programs.md", PAGES["docs/programs.md"])}:
        for named in re.findall(r"(?<![\w-])--[a-z][a-z-]*", re.sub(r"<!--.*?-->", "", text)):
            assert named in there | others, f"{page}: {named}"


def test_every_channel_is_named_and_none_that_is_not_there() -> None:
    assert tuple(re.findall(r"^\| `(\w+)` \|", section_of("docs/channels.md", "Channels"), re.MULTILINE)) == tuple(
        channels()
    )


def test_every_key_of_a_rule_is_named_and_none_that_is_not_there() -> None:
    cells = first_cells(section_of("docs/rules.md", "The keys of a rule"))
    named = {word for cell in cells for word in re.findall(r"`([\w.]+)`", cell)}
    comments = {f"comments.{each.name}" for each in fields(Hints)}
    article = {f"article.{each.name}" for each in fields(ArticleHints)}
    assert named == comments | article | {"hosts", "path", "sign", "id_system"}


def test_limits_are_the_ones_that_hold() -> None:
    section = section_of("docs/trouble.md", "Limits")
    for number in (limits.MAX_DEPTH, limits.MAX_DEPTH_OF_ALL, limits.MAX_ATTRIBUTES):
        assert f"{number:,}" in section
    assert f"{limits.MAX_PAGE_BYTES // 2**20} MiB" in section
