"""Isso's database and its generic JSON, as Isso means them."""

from __future__ import annotations

from pathlib import Path

from scraper.imports.records import Private
from tests.scraper.imports import dumps
from tests.scraper.imports.support import read, read_file, tree

URL = "http://quayside.example/2012/11/tide-table/"


def test_an_isso_database_gives_states_votes_and_edits(tmp_path: Path) -> None:
    dumps.isso(tmp_path / "x")
    found = read_file(tmp_path / "x", dumps.BASE)
    (thread,) = found.threads
    assert (thread.url, thread.id_system, thread.id_scope) == (URL, "isso", "quayside.example")
    assert tree(thread) == [
        "Tove Lind: High water is late.",
        ".None: It never was early.",
        "None: ",
        ".Ebbe: Pity.",
    ]
    first, second, third, _ = thread.comments
    assert (first.published, first.likes, first.dislikes) == ("2012-11-21T10:00:00+00:00", 3, 1)
    assert (first.html, first.author.url) == ("<p>High water is <strong>late</strong>.</p>", "http://tove.example/")
    assert (first.edited, second.edited, third.edited, third.state) == (False, True, None, "deleted")
    assert found.tally.skipped == {"held": 1}
    assert found.found[0].private[0] == Private("tove@lind.example", "192.0.2.0")


def test_isso_json_is_numbered_by_whoever_wrote_it(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.ISSO_JSON, dumps.BASE)
    assert [tree(thread) for thread in found.threads] == [
        ["Tove Lind: High water is late.", "None: It never was early."],
        ["None: The first again."],
    ]
    assert {thread.id_system for thread in found.threads} == {each.id for each in found.comments} == {None}
    assert found.comments[0].published == "2012-11-21T10:00:00"
