"""Isso itself, on loopback: what was said there comes whole, and again with what changed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.run.scrape import scrape
from scraper.fetch import Fetcher
from scraper.visit.targets import WebPage
from tests.blog import Blog
from tests.scraper.channels.services import POLICY, Here
from tests.support.isso_peer import isso
from tests.support.report import Told
from tests.support.threads import contents, rows

if TYPE_CHECKING:
    from pathlib import Path

    from archive.run.report import PageLine
    from tests.support.isso_peer import Isso

pytest.importorskip("isso", reason="Isso is not installed; the extra [peers] brings it")

PAGE = """<!DOCTYPE html><html><head><title>The wall</title></head><body><article><h1>The wall</h1><p>{words}</p>
</article><script data-isso="{server}" src="{server}js/embed.min.js"></script><section id="isso-thread"></section>
</body></html>"""


def visit(path: Path, blog: Blog) -> PageLine:
    told, here = Told(), Here()
    with Archive.open(path) as archive, here, Fetcher(POLICY) as fetcher:
        scrape([WebPage(f"{blog.url}/wall/")], archive, fetcher, here, told)
    return told.lines[-1]


def talk(peer: Isso) -> list[int]:
    first = peer.say("Ida", "I saw it *move* in the night.")
    second = peer.say("Tove", "Walls do not move — ships do. 船が動く", to=first)
    third = peer.say("Piers", "Both do, slowly.", to=second)  # is kept below the first one
    fourth = peer.say("Ida", "Who painted it?")
    peer.like("Piers", first)
    peer.like("Tove", first)
    return [first, second, third, fourth]


def test_a_thread_is_had_whole_and_again_with_exactly_what_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with isso(tmp_path, "/wall/") as peer, Blog() as blog:
        words = "It was built of the stones of the old quay, and it leans a little to the north. " * 8
        page = PAGE.format(server=peer.url, words=words)
        blog.extra["/wall/"] = "text/html; charset=utf-8", page.encode()
        first, second, third, fourth = talk(peer)
        line = visit(path, blog)
        assert (line.comments, line.complete, line.incomplete_reason) == (4, True, None)
        with Archive.open(path) as archive:
            thread = archive.thread(f"{blog.url}/wall/")
        assert [(each.id, each.parent, each.author.name, each.text) for each in thread.comments] == [
            (str(first), None, "Ida", "I saw it move in the night."),
            (str(second), 0, "Tove", "Walls do not move — ships do. 船が動く"),
            (str(third), 0, "Piers", "Both do, slowly."),
            (str(fourth), None, "Ida", "Who painted it?"),
        ]
        assert [each.likes for each in thread.comments] == [2, 0, 0, 0]
        assert all((each.published or "").endswith("Z") for each in thread.comments)
        assert (thread.system, {each.name for each in thread.channels}) == ("isso", {"isso", "page"})

        known = contents(path)
        assert visit(path, blog).outcome == "unchanged"
        assert contents(path) == known

        peer.edit("Ida", first, "I saw it move at noon.")
        peer.delete("Tove", second)
        peer.delete("Ida", fourth)
        time.sleep(1.1)  # dates are compared to the second, and these are said to be others
        fifth = peer.say("Tove", "The harbour master did.")
        sixth = peer.say("Ida", "Of course.", to=fifth)
        line = visit(path, blog)
    assert (line.outcome, line.new, line.changed, line.gone, line.returned) == ("changed", 2, 1, 2, 0)
    shown = rows(path, "SELECT text FROM comments WHERE gone_since IS NULL ORDER BY position")
    assert [row["text"] for row in shown] == [
        "I saw it move at noon.",
        "Both do, slowly.",
        "The harbour master did.",
        "Of course.",
    ]
    assert fifth == fourth  # the number of what was removed: Isso gives it again
    assert sixth > fifth
    kept = rows(path, "SELECT text FROM comment_versions ORDER BY version")
    assert [row["text"] for row in kept] == ["I saw it move in the night.", "I saw it move at noon."]
