"""Which kept pages show what is to be forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive import Archive
from archive.maintenance import mentions
from archive.threads import snapshots

WORDS = "My unmistakable ferret is called Quillfeather, and he bites."


def find(path: Path, page: str, texts: list[str], names: list[str]) -> tuple[bool, bool]:
    """Whether a page quotes one of the texts, and else whether it mentions a name."""
    with Archive.open(path / "a.db") as archive:
        with archive.transaction() as db:
            key = snapshots.keep(db, page.encode(), "text/html; charset=utf-8", "2026-01-01T00:00:00Z")
        assert mentions.find(archive.conn, texts, names, [key]) == ([], []), "known pages are not looked at"
        quoting, mentioning = mentions.find(archive.conn, texts, names, ())
        return key in quoting, key in mentioning


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (f"<p>{WORDS}</p>", (True, False)),
        ("<p>MY unmistakable</p> <p>ferret is <b>called</b> Quillfeather, and h...</p>", (True, False)),
        (f"<script>show({WORDS!r})</script>", (True, False)),
        ("<p>Another ferret.</p>", (False, False)),
        ("<p>by Zenobia&nbsp;Quagmire</p>", (False, True)),
        ("<p>by Zenobia Quagmires</p>", (False, False)),
        ("<script>zenobia quagmire</script>", (False, False)),
    ],
)
def test_a_page_quotes_or_mentions(tmp_path: Path, page: str, found: tuple[bool, bool]) -> None:
    assert find(tmp_path, page, [WORDS], ["Zenobia Quagmire"]) == found


def test_short_words_and_no_names_are_not_looked_for(tmp_path: Path) -> None:
    assert find(tmp_path, "<p>Thanks!</p>", ["Thanks!"], [""]) == (False, False)
