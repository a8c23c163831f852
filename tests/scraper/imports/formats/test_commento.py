"""Commento's JSON, as Commento means it."""

from __future__ import annotations

from pathlib import Path

from scraper.imports.records import Private
from tests.scraper.imports import dumps
from tests.scraper.imports.support import read, tree

URL = "http://quayside.example/2012/11/tide-table/"


def test_commento_names_people_after_what_they_said(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.COMMENTO)
    (thread,) = found.threads
    assert thread.url == "https://quayside.example/2012/11/tide-table/"
    assert tree(thread) == ["Tove Lind: High water is late.", ".None: It never was early.", "..None: "]
    first, _, third = thread.comments
    assert (first.author.url, first.author.avatar, first.likes) == ("http://tove.example/", None, None)
    assert third.state == "deleted"
    assert found.found[0].private[0] == Private("tove@lind.example")
    assert found.tally.skipped == {"spam": 1}


def test_commento_pages_stand_below_the_given_address(tmp_path: Path) -> None:
    assert read(tmp_path, dumps.COMMENTO, dumps.BASE).threads[0].url == URL
