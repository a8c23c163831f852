from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archive import Archive, Visit
from scraper.incomplete import Code, Incomplete
from scraper.thread import Author
from tests.support.threads import comment, contents, rows, thread

if TYPE_CHECKING:
    from pathlib import Path

    from scraper.thread import Comment, Thread

LONG = "It’s the kettle that my aunt left me, and it whistles in the morning."


def page() -> Thread:
    said = comment(LONG, id="1", published="2026-01-05T10:00:30Z", permalink="https://tea.example/#1")
    answer = comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1, kind="pingback")
    return thread(said, answer)


def poorer(said: Comment, **facts: object) -> Comment:
    return replace(said, html="", published="2026-01-05", permalink=None, kind="comment", **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["It&#8217;s the kettle that my aunt left me, and it whistles in the morning.", "It's the kettle that my aunt […]"],
)
def test_a_channel_that_knows_less_overwrites_nothing_and_is_no_edit(tmp_path: Path, text: str) -> None:
    first, second = page().comments
    flat = (replace(poorer(second), parent=None, depth=0, published=None), poorer(first, text=text))
    feed = replace(page(), comments=flat, complete=None, id_system=None, id_scope=None)
    with Archive.open(tmp_path / "a.db") as archive:
        uid = archive.save(page(), observed_at="2026-01-06").uid
        kept = archive.thread(uid).comments
        saved = archive.save(feed, observed_at="2026-01-07", visit=Visit(page().url, channel="feed"))
        assert (saved.new, saved.changed, saved.gone) == (0, 0, 0)
        after = {each.text: each for each in archive.thread(uid).comments}
        for before in kept:
            seen = after[before.text]
            assert replace(seen, last_seen=before.last_seen) == before
        known = contents(archive.path)
        archive.save(page(), observed_at="2026-01-08")
        archive.save(feed, observed_at="2026-01-09", visit=Visit(page().url, channel="feed"))
        assert contents(archive.path) == known


def test_a_channel_that_knows_more_completes_what_is_known(tmp_path: Path) -> None:
    first = page().comments[0]
    cut = thread(poorer(first, text="It's the kettle that my aunt left […]"), complete=None)
    feed = Visit(page().url, channel="feed")
    with Archive.open(tmp_path / "a.db") as archive:
        uid = archive.save(cut, observed_at="2026-01-06", visit=feed).uid
        assert archive.save(page(), observed_at="2026-01-07").changed == 0
        kept = archive.thread(uid).comments[0]
    assert (kept.text, kept.published, kept.permalink) == (LONG, first.published, first.permalink)


def test_a_new_comment_system_shows_the_same_comments_under_other_ids(tmp_path: Path) -> None:
    first, second = page().comments
    moved = (replace(first, id="a1", published="2026-01-05"), replace(second, id="a2", author=Author("Bo Larch")))
    disqus = replace(page(), comments=moved, id_system="disqus", id_scope="tea")
    with Archive.open(tmp_path / "a.db") as archive:
        uid = archive.save(page(), observed_at="2026-01-06").uid
        assert archive.save(disqus, observed_at="2026-01-07").uid == uid
        assert len(archive.thread(uid).comments) == 2
        edited = replace(moved[0], text="All taken back.")
        assert archive.save(replace(disqus, comments=(edited, moved[1])), observed_at="2026-01-08").changed == 1
    methods = "SELECT system, system_id, method FROM comment_ids ORDER BY id"
    assert [tuple(row.values()) for row in rows(tmp_path / "a.db", methods)] == [
        ("wordpress", "1", "new"),
        ("wordpress", "2", "new"),
        ("disqus", "a1", "words"),
        ("disqus", "a2", "words"),
    ]
    versions = "SELECT version, method FROM comment_versions ORDER BY version"
    assert [tuple(row.values()) for row in rows(tmp_path / "a.db", versions)] == [(1, None), (2, "id")]


def test_an_edit_without_an_id_keeps_the_row_and_both_wordings(tmp_path: Path) -> None:
    def talk(text: str) -> Thread:
        return thread(comment("First!", "Cyd Moss"), comment(text), id_system=None, id_scope=None)

    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(talk("My kettle is bleu and dented."), observed_at="2026-01-06")
        saved = archive.save(talk("My kettle is blue and dented."), observed_at="2026-01-07")
        assert (saved.new, saved.changed, saved.gone) == (0, 1, 0)
        back = archive.save(talk("My kettle is bleu and dented."), observed_at="2026-01-08")
        assert (back.new, back.gone) == (0, 0)
    found = rows(tmp_path / "a.db", "SELECT version, text, method FROM comment_versions ORDER BY version")
    assert [row["method"] for row in found] == [None, "edit"]


@pytest.mark.parametrize("given", [0, 1])
def test_a_channel_that_has_less_than_the_page_shows_makes_no_thread_whole(tmp_path: Path, given: int) -> None:
    first, second = page().comments
    third = comment("Mine whistles, too.", "Cyd Moss", id="3")
    shown = thread(first, second, third, declared_count=12, complete=False, incomplete=Incomplete(Code.FURTHER_PAGES))
    channel = thread(*(poorer(each) for each in (first, third)[:given]), declared_count=given)
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(shown, observed_at="2026-01-06")
        saved = archive.save(channel, observed_at="2026-01-06", visit=Visit(page().url, channel="wordpress"))
        assert (saved.complete, saved.incomplete) == (False, Incomplete(Code.FURTHER_PAGES))
        both = thread(poorer(first), poorer(third), declared_count=2)
        saved = archive.save(both, observed_at="2026-01-07", visit=Visit(page().url, channel="wordpress"))
        assert (saved.complete, saved.comment_count) == (True, 3)  # the third is a pingback, which no interface tells


def test_a_channel_that_does_not_know_the_thread_makes_it_not_whole(tmp_path: Path) -> None:
    shown = thread(declared_count=18, complete=False, incomplete=Incomplete(Code.LOADED_BY_SCRIPT, "Disqus"))
    empty = thread(declared_count=0)
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(shown, observed_at="2026-01-06")
        saved = archive.save(empty, observed_at="2026-01-06", visit=Visit(page().url, channel="disqus"))
    assert (saved.complete, saved.incomplete) == (False, Incomplete(Code.LOADED_BY_SCRIPT, "Disqus"))
