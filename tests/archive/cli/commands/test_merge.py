"""The command `merge`."""

from __future__ import annotations

from pathlib import Path

from tests.support.command import run
from tests.support.living import rows


def test_what_is_added_is_said_and_what_is_there_already_comes_once(path: Path, shop: Path) -> None:
    assert run(path, "merge", shop).stdout == "added 3 articles, 5 comments, 4 visits\n"
    assert run(path, "merge", shop).stdout == "nothing new\n"
    assert rows(path, "SELECT count(*) FROM articles") == [(5,)]


def test_an_archive_that_is_not_there_or_the_same_is_refused(path: Path) -> None:
    assert "this is the archive itself" in run(path, "merge", path, code=1).stderr
    assert "there is no archive here" in run(path, "merge", path.with_name("none.db"), code=1).stderr
