"""The command `config`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from archive.cli import settings
from archive.cli.settings import SETTINGS
from archive.store import Archive
from tests.support.command import run


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("AFTERWORD_ARCHIVE", raising=False)
    monkeypatch.setenv("AFTERWORD_CONFIG", str(tmp_path / "config.toml"))
    Archive.open(tmp_path / "mine.db").close()
    return tmp_path / "config.toml"


def test_config_shows_what_is_in_force_and_where_from(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config.write_text('delay = 2.5\ncontact = "mailto:me@example.org"\n')
    monkeypatch.setenv("AFTERWORD_ARCHIVE", "/somewhere/else.db")
    told = json.loads(run(None, "config", "--json").stdout)
    assert told["file"] == str(config)
    assert told["settings"]["delay"] == {"value": "2.5", "from": "file"}
    assert told["settings"]["archive"] == {"value": "/somewhere/else.db", "from": "environment"}
    assert told["settings"]["retries"] == {"value": "2", "from": "default"}
    assert told["settings"]["user_agent"]["value"].endswith("(+mailto:me@example.org)")
    shown = run(None, "config").stdout
    assert shown.startswith(f"file: {config}\n")
    assert "environment" in shown


def made(config: Path, answer: str) -> str:
    result = run(None, "config", "--init", stdin=f"{answer}\n")
    assert result.stdout == f"written: {config}\n"
    assert result.stderr.startswith("How can site owners reach you")
    return config.read_text("utf-8")


def test_a_new_file_explains_every_setting_and_sets_the_contact_alone(config: Path) -> None:
    text = made(config, "anna@tea.example")
    assert [line for line in text.splitlines() if line and not line.startswith("#")] == [
        'contact = "mailto:anna@tea.example"'
    ]
    for known in SETTINGS.values():
        assert f"# {known.help}\n" in text
    shown = json.loads(run(None, "config", "--json").stdout)["settings"]
    assert {name for name, each in shown.items() if each["from"] == "file"} == {"contact"}
    assert shown["user_agent"]["value"].endswith("(+mailto:anna@tea.example)")


def test_every_line_of_a_new_file_can_be_uncommented(config: Path) -> None:
    lines = made(config, "").splitlines()
    config.write_text("\n".join(re.sub(r"^# (?=\w+ = |\[)", "", line) for line in lines))
    values = settings.load()
    assert {"contact", "budget", "notify_command"} <= set(values)
    assert set(SETTINGS) == set(values)


@pytest.mark.parametrize("answer", ["", "   "])
def test_no_answer_sets_no_contact(config: Path, answer: str) -> None:
    assert "\n# contact = " in made(config, answer)
    assert "contact" not in settings.load()


def test_a_file_that_is_there_is_kept(config: Path) -> None:
    config.write_text("delay = 2\n")
    error = run(None, "config", "--init", stdin="x\n", code=1).stderr
    assert error == (
        f"Error: {config}: there is a settings file already; edit it, `afterword config` shows what it sets\n"
    )
    assert config.read_text() == "delay = 2\n"


def test_a_contact_that_no_header_can_hold_is_refused(config: Path) -> None:
    assert "is not one line of ASCII text" in run(None, "config", "--init", stdin="änna@tea.example\n", code=2).stderr
    assert not config.exists()


def test_without_a_place_for_a_file_none_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERWORD_CONFIG", "")
    assert "AFTERWORD_CONFIG is empty" in run(None, "config", "--init", code=2).stderr
    assert run(None, "config").stdout.startswith("file: none\n")
