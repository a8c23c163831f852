"""Remark42's backup, as Remark42 means it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scraper.imports import dumps
from tests.scraper.imports.support import read, tree

URL = "http://quayside.example/2012/11/tide-table/"


@pytest.mark.parametrize("text", [dumps.REMARK42, dumps.REMARK42.partition("\n")[2]], ids=["whole", "headless"])
def test_remark42_gives_votes_and_deleted_places(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    (thread,) = found.threads
    assert (thread.url, thread.article.title) == (URL, "How to read a tide table")
    assert tree(thread) == ["Tove Lind: High water is late.", ".Old Hen: It never was early.", "..None: "]
    first, second, third = thread.comments
    assert (first.likes, first.dislikes, first.published) == (2, 1, "2012-11-21T10:00:00+01:00")
    assert (second.likes, second.edited, third.state) == (None, True, "deleted")


def test_remark42_keeps_names_escaped(tmp_path: Path) -> None:
    text = dumps.REMARK42.replace('"Old Hen"', '"O&#39;Hen &lt;&amp; sons&gt;"')
    assert read(tmp_path, text).comments[1].author.name == "O'Hen <& sons>"


def test_remark42_comments_that_came_from_commento_answer_nobody_where_they_answer_the_root(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.REMARK42.replace('"pid": ""', '"pid": "root"'))
    assert [each.depth for each in found.comments] == [0, 1, 2]
    assert found.tally.orphans == []
