"""The threads of a real WordPress: by its pages, by its interface for programs, by its feeds, and by all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.peers.scraping import Said, said
from tests.peers.wordpress import BLOCKS, CLASSIC
from tests.peers.wordpress.examples import long_thread, reader
from tests.support.archives import reparse
from tests.support.threads import contents, rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scraper.thread import Thread
    from tests.peers.scraping import Reader
    from tests.peers.wordpress import WordPress

PRETTY, PLAIN = "/%year%/%monthnum%/%postname%/", ""
IN_THREE_PAGES: dict[str, Any] = {"page_comments": 1, "comments_per_page": 8, "posts_per_rss": 500}


def by_visitors(comments: Iterable[Said]) -> list[Said]:
    """All but the pingbacks, of which the page prints no words and the interface for programs nothing at all."""
    return [comment for comment in comments if not (comment.author or "").startswith("Links of the week")]


def tree(thread: Thread) -> list[Said]:
    return by_visitors(said(thread))


@pytest.mark.parametrize(("theme", "permalinks"), [(CLASSIC, PRETTY), (BLOCKS, PLAIN)])
def test_three_pages_of_five_levels_are_the_same_thread_by_every_way(
    wordpress: WordPress, read: Reader, theme: str, permalinks: str
) -> None:
    wordpress.settings(theme, permalinks, **IN_THREE_PAGES)
    filled = long_thread(wordpress)
    line = read(filled.url)
    page = read.thread(filled.url)
    assert (line.new, line.complete, line.incomplete_reason) == (120, True, None)
    assert len(rows(read.path, "SELECT 1 FROM fetches")) == 3
    assert {comment.id for comment in page.comments} == set(map(str, filled.ids))
    assert max(comment.depth for comment in page.comments) == 4
    rest, feed = read.ask(filled.url, "wordpress"), read.ask(filled.url, "feed")
    assert (rest.complete, rest.declared_count) == (True, 118)
    assert feed.complete is None
    assert tree(rest) == tree(page)
    assert tree(feed) == tree(page)
    assert {comment.id for comment in feed.comments} == set(map(str, filled.ids))


@pytest.mark.parametrize("theme", [CLASSIC, BLOCKS])
def test_all_ways_together_give_one_row_each_and_a_second_run_changes_nothing(
    wordpress: WordPress, read: Reader, theme: str
) -> None:
    wordpress.settings(theme, **IN_THREE_PAGES)
    filled = long_thread(wordpress)
    line = read(filled.url, "all")
    assert (line.new, line.changed, line.gone, line.complete) == (120, 0, 0, True)
    channels = [row["channel"] for row in rows(read.path, "SELECT channel FROM observations ORDER BY id")]
    assert channels == ["page", "wordpress", "feed"]
    kinds = [comment.kind for comment in read.thread(filled.url).comments]
    assert (kinds.count("pingback"), kinds.count("comment")) == (2, 118)
    before = contents(read.path)
    assert read(filled.url, "all").outcome == "unchanged"
    assert contents(read.path) == before


def test_the_hour_that_comes_twice_is_no_edit(wordpress: WordPress, read: Reader) -> None:
    """At 02:22 on that Sunday, the first of two: the page has the local time alone, and says the second."""
    post, url = wordpress.post("Clocks")
    wordpress.comments(post, [reader(0) | {"comment_date_gmt": "2012-10-28 00:22:00"}])
    line = read(url, "all")
    assert (line.new, line.changed) == (1, 0)
    assert read.ask(url, "wordpress").comments[0].published == "2012-10-28T02:22:00+02:00"


@pytest.mark.parametrize("channels", ["page", "all"])
def test_an_edit_a_deletion_and_two_new_comments_are_just_these_changes(
    wordpress: WordPress, read: Reader, channels: str
) -> None:
    wordpress.settings(**IN_THREE_PAGES)
    filled = long_thread(wordpress)
    read(filled.url, channels)
    new = change(wordpress, filled.post, filled.ids)
    line = read(filled.url, channels)
    assert (line.new, line.changed, line.gone, line.returned, line.complete) == (2, 1, 1, 0, True)
    check_changes(read, filled.url, filled.ids, new)
    assert read(filled.url, channels).outcome == "unchanged"


def test_what_all_ways_sent_is_read_to_the_same_again(wordpress: WordPress, read: Reader) -> None:
    wordpress.settings(**IN_THREE_PAGES)
    filled = long_thread(wordpress)
    read(filled.url, "all")
    change(wordpress, filled.post, filled.ids)
    read(filled.url, "all")
    before = contents(read.path, without=set())
    (told,) = reparse(read.path, read.workers)
    kept = rows(read.path, "SELECT count(*) AS n FROM fetches WHERE snapshot_id IS NOT NULL AND part_of IS NULL")
    assert ([{"n": told.pages}], told.changed, told.failures) == (kept, False, ())
    assert contents(read.path, without=set()) == before


@pytest.mark.parametrize(("channel", "gone"), [("wordpress", 1), ("feed", 0)])
def test_a_channel_alone_tells_the_same_changes_a_feed_no_deletions(
    wordpress: WordPress, read: Reader, channel: str, gone: int
) -> None:
    wordpress.settings(**IN_THREE_PAGES)
    filled = long_thread(wordpress)
    read.keep(filled.url, channel)
    assert read.keep(filled.url, channel).outcome == "unchanged"
    new = change(wordpress, filled.post, filled.ids)
    kept = read.keep(filled.url, channel)
    assert (kept.new, kept.changed, kept.gone, kept.returned) == (2, 1, gone, 0)
    if gone:
        check_changes(read, filled.url, filled.ids, new)


def change(wordpress: WordPress, post: int, ids: tuple[int, ...]) -> list[int]:
    """Edit the fourth comment, delete the twentieth, add an answer to the fourth and one at the end."""
    wordpress.edit(ids[3], comment_content="On second thoughts: no.")
    wordpress.status(ids[19], "delete")
    return wordpress.comments(post, [reader(130) | {"comment_parent": ids[3]}, reader(131)])


def check_changes(read: Reader, url: str, ids: tuple[int, ...], new: list[int]) -> None:
    by_id = {comment.id: comment for comment in read.thread(url).comments}
    assert by_id[str(ids[3])].text == "On second thoughts: no."
    assert [id_ for id_, comment in by_id.items() if comment.gone_since] == [str(ids[19])]
    comments = read.thread(url).comments
    answered = comments[by_id[str(new[0])].parent or 0]
    assert (answered.id, by_id[str(new[1])].parent) == (str(ids[3]), None)


@pytest.mark.parametrize("order", [("page", "wordpress"), ("wordpress", "page")])
def test_where_the_theme_flattens_the_parents_of_its_interface_win(
    wordpress: WordPress, read: Reader, order: tuple[str, str]
) -> None:
    wordpress.settings(thread_comments_depth=2)
    filled = long_thread(wordpress, 30)
    expected = {comment.id: comment.answers for comment in said(read.ask(filled.url, "wordpress"))}
    for channel in order:
        read(filled.url) if channel == "page" else read.keep(filled.url, channel)
    assert parents(read, filled.url) == expected
    wordpress.comments(filled.post, [reader(40)])
    assert read(filled.url).new == 1
    kept = parents(read, filled.url)
    assert {id_: kept[id_] for id_ in expected} == expected


def parents(read: Reader, url: str) -> dict[str | None, str | None]:
    return {comment.id: comment.answers for comment in tree(read.thread(url))}


def test_a_site_that_keeps_its_interface_closed_is_read_by_its_feed(wordpress: WordPress, read: Reader) -> None:
    wordpress.settings(thread_comments_depth=2, rest_is_closed=1)
    filled = long_thread(wordpress, 8)
    line = read(filled.url, "all")
    assert (line.new, line.complete) == (10, True)
    assert parents(read, filled.url) == {comment.id: comment.answers for comment in tree(read.ask(filled.url, "feed"))}
    assert [row["channel"] for row in rows(read.path, "SELECT channel FROM fetches WHERE outcome = 'failed'")] == [
        "wordpress"
    ]
