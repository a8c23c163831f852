"""Disqus XML, as Disqus means it."""

from __future__ import annotations

from pathlib import Path

from scraper.imports.records import Orphan, Private
from tests.scraper.imports import dumps
from tests.scraper.imports.support import read, tree

URL = "http://quayside.example/2012/11/tide-table/"


def test_disqus_threads_come_with_parents_states_and_dates_in_utc(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.DISQUS)
    (thread,) = found.threads
    assert (thread.url, thread.article.title) == (URL, "How to read a tide table")
    assert (thread.id_system, thread.id_scope) == ("disqus", "quayside")
    assert tree(thread) == [
        "Tove Lind: High water is late.\n\nAgain & again.\nEven so.",
        ".Old Hen: It never was early.",
        "..Piers Calloway: I take that back.",
        "Ebbe: DumpComment to whom?",
    ]
    assert [each.id for each in thread.comments] == ["9001", "9002", "9003", "9005"]
    assert [each.published for each in thread.comments][:2] == [
        "2012-11-21T10:00:00+00:00",
        "2012-11-21T11:00:00+00:00",
    ]
    assert [each.state for each in thread.comments] == ["visible", "visible", "deleted", "visible"]
    assert thread.comments[0].html == "<p>High water is <b>late</b>.</p><p>Again &amp; again.<br>Even so.</p>"
    assert found.found[0].elsewhere == ("31", None, None, None)
    assert found.found[0].private[0] == Private("tove@lind.example", "192.0.2.7")


def test_what_a_disqus_dump_holds_beside_threads_is_counted_by_its_reason(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.DISQUS)
    tally = found.tally
    assert tally.skipped == {"spam": 1, "of a page that the dump does not tell": 1}
    assert tally.pages_skipped == {"without comments": 1, "without an address": 1}
    assert tally.orphans == [Orphan(URL, "9005", "9004")]
    assert (len(found.comments), tally.deleted) == (4, 1)


def test_a_stray_character_before_the_declaration_is_passed_over(tmp_path: Path) -> None:
    assert len(read(tmp_path, "`\n" + dumps.DISQUS).comments) == 4


def test_disqus_links_lead_where_they_were_written_to_lead(tmp_path: Path) -> None:
    counted = "http://disq.us/url?url=http%3A%2F%2Fhen.example%2Flog%2F1870%3Aq1W2e3R4&amp;cuid=7"
    link = (
        f'<a href="{counted}" rel="nofollow noopener" title="http://hen.example/log/1870">http://hen.example/l...</a>'
    )
    found = read(tmp_path, dumps.DISQUS.replace("It never was early.", f"See {link}!"))
    assert found.comments[1].text == "See http://hen.example/log/1870!"
    assert 'href="http://hen.example/log/1870"' in found.comments[1].html
    assert "disq.us" not in found.comments[1].html
