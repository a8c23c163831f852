"""The command `schedule`."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import Result

from tests.support.command import run


def schedule(*words: str, code: int = 0) -> Result:
    return run(None, "schedule", *words, code=code)


def test_the_command_prints_all_of_it_or_one_thing(tmp_path: Path) -> None:
    archive = ["--archive", str(tmp_path / "a.db")]
    whole = schedule(*archive).stdout
    for what in ("crontab", "service", "timer"):
        assert schedule("--print", what, *archive).stdout in whole
    for words in ("crontab -e", "enable --now afterword.timer", "disable --now afterword.timer", "rm ~/.config"):
        assert words in whole
    assert "sudo systemctl enable" in schedule("--system", *archive).stdout


def test_a_service_of_the_machine_takes_the_settings_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "my settings.toml"
    archive = ["--system", "--archive", str(tmp_path / "a.db")]
    monkeypatch.setenv("AFTERWORD_CONFIG", "")
    assert "AFTERWORD_CONFIG" not in schedule(*archive).stdout
    monkeypatch.setenv("AFTERWORD_CONFIG", str(config))
    config.write_text("delay = 2\n")
    told = schedule(*archive).stdout
    assert f"sudo install -D -m 0644 '{config}' /etc/afterword/config.toml" in told
    assert "Environment=AFTERWORD_CONFIG=/etc/afterword/config.toml" in schedule("--print", "service", *archive).stdout
    assert "AFTERWORD_CONFIG" not in schedule("--archive", str(tmp_path / "a.db")).stdout


def test_intervals_that_are_not_even_are_refused() -> None:
    assert "runs can be made every" in schedule("--every", "7m", code=2).stderr
    schedule("--every", "often", code=2)
    schedule("--print", "all", code=2)
