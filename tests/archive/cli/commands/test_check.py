"""The command `check`."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support.command import run


def test_damage_is_told_in_words_and_by_the_exit_code(path: Path) -> None:
    assert run(path, "check").stdout == "all parts are intact\n"
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE comments SET depth = 3 WHERE id = 2")
    (finding,) = run(path, "check", "--json", code=1).stdout.splitlines()
    assert (json.loads(finding)["part"], json.loads(finding)["repaired"]) == ("threads", False)
    assert "(repaired)" in run(path, "check", "--repair").stdout
    assert run(path, "check", "--json").stdout == ""
