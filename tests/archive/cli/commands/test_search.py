"""The command `search`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.support.command import run

if TYPE_CHECKING:
    from pathlib import Path


def test_search_finds_words_in_comments_and_articles(path: Path) -> None:
    assert "Copper, always copper." in run(path, "search", "copper").stdout
    hits = [json.loads(line) for line in run(path, "search", "--json", "dented").stdout.splitlines()]
    assert [(hit["author"], hit["snippet"]) for hit in hits] == [("Bo Larch", "Mine is dented.")]
    assert run(path, "search", "nowhere").stdout == ""
    assert "no word" in run(path, "search", "…", code=2).stderr
