"""Handing the report of a run to another program."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from archive.run import notify


def test_the_command_gets_the_report_on_its_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "a report.json"
    program = f"import sys, pathlib; pathlib.Path({str(file)!r}).write_bytes(sys.stdin.buffer.read())"
    command = shlex.join([sys.executable, "-c", program])
    assert notify.notify(command, '{"title": "Tällä"}') is None
    assert file.read_text("utf-8") == '{"title": "Tällä"}'


@pytest.mark.parametrize(
    ("command", "why"),
    [("sh -c 'exit 3'", "exit code 3"), ("no-such-program", "No such file"), ("'open", "No closing quotation")],
)
def test_what_went_wrong_is_returned(command: str, why: str) -> None:
    assert why in (notify.notify(command, "{}") or "")


def test_a_command_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notify, "SECONDS", 0.1)
    assert "timed out" in (notify.notify("sleep 30", "{}") or "")
