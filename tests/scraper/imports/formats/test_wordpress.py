"""WordPress WXR, as WordPress means it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scraper.imports import dumps
from tests.scraper.imports.support import read, tree

URL = "http://quayside.example/2012/11/tide-table/"


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_wordpress_items_come_with_words_as_they_are_printed(tmp_path: Path, version: str) -> None:
    found = read(tmp_path, dumps.wxr(version))
    (thread,) = found.threads
    assert thread.url == URL
    assert (thread.id_system, thread.id_scope) == ("wordpress", "quayside.example")
    assert thread.article.text == "Read it from the top.\n\nThen from the bottom."
    assert thread.article.tags == ("tides",)
    assert thread.article.published == "2012-11-20T09:15:00+00:00"
    assert tree(thread) == [
        "Tove Lind: High water is late.\n\nAgain & again.\nEven so.",
        ".Old Hen: It never was early.",
        "Links | The Coast Path: [...] tide tables [...]",
        "Piers Calloway: Rubbish.",
    ]
    assert thread.comments[0].html == "<p>High water is <b>late</b>.</p>\n<p>Again &amp; again.<br>\nEven so.</p>"
    assert thread.comments[0].author.url == "http://tove.example/"
    assert [each.kind for each in thread.comments] == ["comment", "comment", "pingback", "comment"]
    assert [each.state for each in thread.comments] == ["visible", "visible", "visible", "deleted"]


def test_wordpress_states_the_time_of_its_export_and_dates_without_a_zone_stay_without(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.wxr())
    assert found.tally.made_at == "2012-12-01T08:30:00+00:00"
    assert found.comments[1].published == "2012-11-21T12:00:00"
    assert found.tally.skipped == {"held": 1, "of another kind": 1}
    assert found.tally.pages_skipped == {"without comments": 1}


def test_numbers_that_another_program_made_up_for_wordpress_say_nothing_beyond_the_dump(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.wxr().replace("WordPress/3.4.2", "another"))
    (thread,) = found.threads
    assert (thread.id_system, thread.id_scope, {each.id for each in thread.comments}) == (None, None, {None})
    assert [each.depth for each in thread.comments] == [0, 1, 0, 0]


def test_wordpress_comments_without_a_word_on_approval_are_approved(tmp_path: Path) -> None:
    text = dumps.wxr().replace("<wp:comment_approved>1</wp:comment_approved>", "")
    found = read(tmp_path, text)
    assert [each.state for each in found.comments] == ["visible", "visible", "visible", "deleted"]
    empty = dumps.wxr().replace("<wp:comment_approved>1</wp:comment_approved>", "<wp:comment_approved/>")
    assert read(tmp_path, empty).tally.skipped["held"] == 5


def test_mentions_of_the_web_are_pingbacks(tmp_path: Path) -> None:
    text = dumps.wxr().replace(">pingback<", ">webmention<")
    assert [each.kind for each in read(tmp_path, text).comments] == ["comment", "comment", "pingback", "comment"]


def test_wordpress_names_who_wrote_the_article_and_what_they_answered(tmp_path: Path) -> None:
    text = dumps.wxr().replace(
        "<wp:author_id>1</wp:author_id>",
        "<wp:author_id>1</wp:author_id><wp:author_login>maren</wp:author_login>"
        "<wp:author_display_name><![CDATA[Maren Oddleif]]></wp:author_display_name>",
    )
    start = text.index("Old Hen")
    text = text[:start] + text[start:].replace("<wp:comment_user_id>0<", "<wp:comment_user_id>1<", 1)
    (thread,) = read(tmp_path, text).threads
    assert thread.article.author == "Maren Oddleif"
    assert [each.author.is_article_author for each in thread.comments] == [None, True, None, None]


def test_writers_without_an_account_are_not_the_author_who_has_none(tmp_path: Path) -> None:
    """Other programs write WXR too, and give people whom no WordPress knows the number 0."""
    text = dumps.wxr().replace(
        "<wp:author_id>1</wp:author_id>", "<wp:author_id>0</wp:author_id><wp:author_login>maren</wp:author_login>"
    )
    (thread,) = read(tmp_path, text).threads
    assert {each.author.is_article_author for each in thread.comments} == {None}
