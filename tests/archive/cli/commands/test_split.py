"""The command `split`."""

from __future__ import annotations

from pathlib import Path

from archive import Archive, Visit
from tests.archive.cli.conftest import URL
from tests.support.command import run
from tests.support.threads import comment, thread

ELSEWHERE = "https://pots.example/b"


def test_what_came_by_one_address_becomes_an_article_of_its_own(path: Path) -> None:
    with Archive.open(path) as archive:
        uid = archive.save(thread(comment("Glue!", id="9")), visit=Visit(ELSEWHERE, URL)).uid
    other, address = run(path, "split", ELSEWHERE).stdout.split()
    assert address == ELSEWHERE
    assert other != uid
    assert "Glue!" in run(path, "show", other).stdout


def test_what_cannot_be_split_says_why(path: Path) -> None:
    assert "nothing to split" in run(path, "split", URL, code=1).stderr
    assert "no thread" in run(path, "split", ELSEWHERE, code=1).stderr
