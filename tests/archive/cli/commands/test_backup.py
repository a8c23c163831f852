"""The command `backup`."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.command import run


def test_a_copy_is_one_file_that_the_program_opens(path: Path, tmp_path: Path) -> None:
    (tmp_path / "to").mkdir()
    told = run(path, "backup", tmp_path / "to" / "copy.db").stdout
    assert re.fullmatch(rf"{re.escape(str(tmp_path))}/to/copy\.db: [\d.,]+ kB, intact\n", told)
    assert [file.name for file in (tmp_path / "to").iterdir()] == ["copy.db"]
    assert run(tmp_path / "to" / "copy.db", "list").stdout == run(path, "list").stdout


def test_no_file_is_replaced(path: Path, tmp_path: Path) -> None:
    (tmp_path / "dear.db").write_bytes(b"dear")
    assert "already" in run(path, "backup", tmp_path / "dear.db", code=1).stderr
    assert (tmp_path / "dear.db").read_bytes() == b"dear"
