"""The database of the real Isso: what people said there over HTTP, imported, beside what its server shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.imports.test_dumps import figures, run
from tests.blog import Blog
from tests.flows.test_channels_isso import PAGE, talk, visit
from tests.support.archives import check
from tests.support.isso_peer import isso
from tests.support.threads import contents, rows

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("isso", reason="Isso is not installed; the extra [peers] brings it")

SHOWN = "SELECT author, text, depth, state, likes, substr(published_utc, 1, 19) at FROM comments ORDER BY position"


def test_the_database_of_a_living_isso_comes_in_as_its_readers_see_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with isso(tmp_path, "/wall/") as peer:
        first, second, _, fourth = talk(peer)
        peer.edit("Ida", first, "I saw it **move** at noon.")
        peer.delete("Tove", second)
        peer.delete("Ida", fourth)
        run("import", tmp_path / "isso.db", "--archive", path, "--base", "http://quayside.example/")
    found = rows(path, "SELECT author, text, depth, state, likes, edited, author_url FROM comments ORDER BY position")
    assert found == [
        {
            "author": "Ida",
            "text": "I saw it move at noon.",
            "depth": 0,
            "state": "visible",
            "likes": 2,
            "edited": 1,
            "author_url": "http://people.example/",
        },
        {
            "author": "Piers",
            "text": "Both do, slowly.",
            "depth": 1,
            "state": "visible",
            "likes": 0,
            "edited": 0,
            "author_url": "http://people.example/",
        },
    ]
    assert rows(path, "SELECT title, url FROM articles") == [
        {"title": "The wall", "url": "http://quayside.example/wall/"}
    ]


def test_the_server_and_its_database_are_one_row_a_comment_whichever_came_first(tmp_path: Path) -> None:
    with isso(tmp_path, "/wall/") as peer, Blog() as blog:
        page = PAGE.format(server=peer.url, words="It was built of the stones of the old quay. " * 12)
        blog.extra["/wall/"] = "text/html; charset=utf-8", page.encode()
        talk(peer)
        scraped, imported = tmp_path / "a.db", tmp_path / "b.db"
        visit(scraped, blog)
        alone = rows(scraped, SHOWN)
        run("import", tmp_path / "isso.db", "--archive", imported, "--base", blog.url)
        assert rows(imported, SHOWN) == alone
        told = figures(run("import", tmp_path / "isso.db", "--archive", scraped, "--base", blog.url, "--json"))
        assert told == {"read": 1, "known": 4}
        visit(imported, blog)
        for path in (scraped, imported):
            assert rows(path, SHOWN) == alone
            assert rows(path, "SELECT * FROM comment_versions") == []
            assert list(check(path)) == []
        before = contents(scraped)
        assert visit(scraped, blog).outcome == "unchanged"
        assert contents(scraped) == before


def test_a_comment_that_was_edited_since_is_the_same_row(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with isso(tmp_path, "/wall/") as peer, Blog() as blog:
        page = PAGE.format(server=peer.url, words="It was built of the stones of the old quay. " * 12)
        blog.extra["/wall/"] = "text/html; charset=utf-8", page.encode()
        first, *_ = talk(peer)
        visit(path, blog)
        peer.edit("Ida", first, "Something else altogether, to be honest.")
        told = figures(run("import", tmp_path / "isso.db", "--archive", path, "--base", blog.url, "--json"))
    assert told == {"read": 1, "known": 4, "edited": 1}
    assert rows(path, "SELECT count(*) n FROM comments") == [{"n": 4}]
