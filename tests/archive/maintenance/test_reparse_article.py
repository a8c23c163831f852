"""What channels sent is read again as pages are: a better reader mends the rows, and nobody is said to have edited."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from archive import Archive, Visit
from archive.maintenance.reparse import Reparsed
from archive.run.scrape import scrape
from scraper.channels import base, feed, isso
from scraper.channels.base import threaded
from scraper.channels.disqus import channel, posts
from scraper.channels.disqus.clock import ReaderClock
from scraper.channels.saved import read_any_feed
from scraper.channels.wordpress import channel as wordpress
from scraper.errors import NotAPage
from scraper.fetch import Fetcher
from scraper.incomplete import Code
from scraper.thread import Author, Comment, Thread
from scraper.visit.targets import SavedPage, WebPage
from scraper.workers import Workers
from tests.scraper.channels.services import POLICY, Disqus, Here, post
from tests.support import parsers
from tests.support.archives import check, reparse
from tests.support.clock import START, ManualClock
from tests.support.harbour import PLACES, Harbour, Said, talk
from tests.support.report import Told
from tests.support.threads import comment, contents, rows, thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from archive.run.report import PageLine


@pytest.fixture
def harbour(monkeypatch: pytest.MonkeyPatch) -> Iterator[Harbour]:
    harbour = Harbour()
    with harbour:
        harbour.disqus = Disqus([], link=f"{harbour.url}/wall/", first=2)
        monkeypatch.setattr(channel, "SERVICE", harbour.url)
        monkeypatch.setattr(channel, "PER_PAGE", 2)
        monkeypatch.setattr(wordpress, "A_PAGE", 2)
        monkeypatch.setenv("AFTERWORD_DISQUS_KEY", "key-of-the-user")
        yield harbour


READERS = ((posts, "_comment"), (wordpress, "_comment"), (isso, "_comment"), (feed, "comment_of"))


def badly(read: Callable[..., Comment]) -> Callable[..., Comment]:
    """A reader without dates and parents, that takes a button for words."""

    def reader(*given: Any) -> Comment:
        told = read(*given)
        return replace(
            told, text=f"{told.text}\n\nReply", published=None, parent_id=None, author=Author(told.author.name)
        )

    return reader


def visit(
    path: Path, harbour: Harbour, *, day: int = 1, bad: bool = False, keep: Any = "changed", query: str = ""
) -> PageLine:
    told, here = Told(), Here()
    with pytest.MonkeyPatch.context() as patch, Archive.open(path, keep_snapshots=keep) as archive, here:
        for module, name in READERS if bad else ():
            patch.setattr(module, name, badly(getattr(module, name)))
        with Fetcher(POLICY, clock=ManualClock(START + 86_400 * day)) as fetcher:
            scrape([WebPage(f"{harbour.url}/wall/{query}")], archive, fetcher, here, told, channels=harbour.channel)
    return told.lines[-1]


def again(path: Path) -> list[Reparsed]:
    with Here() as workers:
        return list(reparse(path, workers))


def history(path: Path) -> Mapping[str, list[dict[str, Any]]]:
    """What an archive tells of a thread, in words: no keys, no numbers of versions."""
    return {
        "now": rows(
            path,
            "SELECT c.author, c.published_utc, c.text, c.html, c.position, c.depth, p.text AS parent, c.permalink,"
            " c.first_seen_at, c.last_seen_at, c.gone_since FROM comments c LEFT JOIN comments p ON p.id = c.parent_id"
            " ORDER BY c.position",
        ),
        "changes": rows(path, "SELECT at, what, author, text FROM changes ORDER BY at, what, text"),
        "ids": rows(path, "SELECT system, scope, system_id FROM comment_ids ORDER BY 1, 2, 3"),
        "article": rows(path, "SELECT title, text, comment_count, gone_count, complete, declared_count, system"
                              " FROM articles"),
        "shown": rows(path, "SELECT o.channel, o.complete, o.incomplete_code, o.incomplete_detail, o.declared_count,"
                            " o.comment_count"
                            " FROM fetches f JOIN observations o ON o.id = f.observation_id ORDER BY f.id"),
    }  # fmt: skip


def a_week_later(harbour: Harbour) -> None:
    """One edited, one gone, one new."""
    harbour.said[0].text = "I thought that I saw it move."
    del harbour.said[2:]
    harbour.said += [Said(4, "Wren", "Who painted it?"), Said(6, "Tove", "Ask the gulls.")]


@pytest.mark.slow
@pytest.mark.parametrize(("channel", "keep"), [*((channel, "changed") for channel in PLACES), ("disqus", "all")])
def test_a_thread_becomes_what_the_better_reader_had_made_of_it_all_along(
    tmp_path: Path, harbour: Harbour, channel: str, keep: str
) -> None:
    harbour.shows(channel)
    poor, good = tmp_path / "poor.db", tmp_path / "good.db"
    for day in range(1, 5):  # on the second and the fourth nothing is new
        visit(good, harbour, day=day, keep=keep)
        visit(poor, harbour, day=day, bad=True, keep=keep)
        if day == 2:
            a_week_later(harbour)
    assert [row["text"] for row in rows(good, "SELECT text FROM changes WHERE what = 'comment edited'")] == [
        "I thought that I saw it move."
    ]
    uids = rows(poor, "SELECT uid FROM comments ORDER BY id")
    assert history(poor) != history(good)
    (told,) = again(poor)
    assert told.changed
    assert told.failures == ()
    assert history(poor) == history(good)
    assert rows(poor, "SELECT uid FROM comments ORDER BY id") == uids
    assert list(check(poor)) == []
    once = contents(poor, without=set())
    assert not any(each.changed for each in again(poor))
    assert contents(poor, without=set()) == once
    assert visit(poor, harbour, day=5).outcome == "unchanged"


@pytest.mark.parametrize("channel", PLACES)
def test_the_same_reader_changes_nothing(tmp_path: Path, harbour: Harbour, channel: str) -> None:
    path = tmp_path / "a.db"
    harbour.shows(channel)
    visit(path, harbour)
    a_week_later(harbour)
    visit(path, harbour, day=2, query="?utm_source=friends")
    visit(path, harbour, day=3)
    before = contents(path, without=set())
    (told,) = again(path)
    assert (told.pages, told.changed, told.failures) == (3, False, ())
    assert contents(path, without=set()) == before


def test_links_stay_those_of_the_address_at_which_the_page_was_had_then(tmp_path: Path, harbour: Harbour) -> None:
    path = tmp_path / "a.db"
    harbour.shows("isso")
    visit(path, harbour)
    visit(path, harbour, day=2, keep="all", query="?utm_source=friends")
    before = contents(path, without=set())
    assert "utm_source" in str(before["comments"])
    assert [each.changed for each in again(path)] == [False]
    assert contents(path, without=set()) == before


def test_without_a_key_the_frame_alone_is_read_again(
    tmp_path: Path, harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AFTERWORD_DISQUS_KEY")
    harbour.shows("disqus")
    poor, good = tmp_path / "poor.db", tmp_path / "good.db"
    visit(good, harbour)
    visit(poor, harbour, bad=True)
    (told,) = again(poor)
    assert (told.changed, told.failures) == (True, ())
    assert history(poor) == history(good)
    assert (Code.NEEDS_KEY, "2 of 5") in [
        (each["incomplete_code"], each["incomplete_detail"]) for each in history(poor)["shown"]
    ]


@pytest.mark.parametrize("channel", ["disqus", "wordpress", "blogger", "isso"])
def test_a_thread_that_broke_off_stays_so_and_takes_nothing_back(
    tmp_path: Path, harbour: Harbour, channel: str
) -> None:
    path = tmp_path / "a.db"
    harbour.shows(channel)
    visit(path, harbour, bad=True)
    harbour.breaks_off = True
    assert visit(path, harbour, day=2, bad=True, keep="all").complete is False
    before = history(path)
    (told,) = again(path)
    after = history(path)
    assert (told.replaced > 0, told.failures) == (True, ())
    assert after["shown"] == before["shown"]
    assert after["article"][0]["gone_count"] == 0
    assert not [row for row in after["now"] if "Reply" in row["text"] or row["published_utc"] is None]


def test_what_cannot_be_read_any_more_stays_as_it_was_and_is_named(
    tmp_path: Path, harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(data: bytes, url: str, page: str) -> list[Comment]:
        raise NotAPage(f"{url}: no list of comments")

    path = tmp_path / "a.db"
    harbour.shows("wordpress")
    visit(path, harbour)
    before = contents(path, without=set())
    monkeypatch.setattr(wordpress, "comments_of", refuse)
    (told,) = again(path)
    assert len(told.failures) == 1
    assert told.failures[0].endswith("no list of comments")
    assert contents(path, without=set()) == before


def test_a_reading_that_finds_less_than_half_is_left_out(
    tmp_path: Path, harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    harbour.shows("wordpress")
    visit(path, harbour)
    before = contents(path, without=set())
    monkeypatch.setattr(base, "threaded", lambda comments: threaded(list(comments)[:1]))
    (told,) = again(path)
    assert (told.worse, told.changed) == (1, False)
    assert contents(path, without=set()) == before


def test_a_visit_of_which_one_answer_was_not_kept_stays_as_it_was(tmp_path: Path, harbour: Harbour) -> None:
    path = tmp_path / "a.db"
    harbour.shows("wordpress")
    visit(path, harbour, bad=True)
    with Archive.open(path) as archive, archive.transaction() as db:
        last = "SELECT max(id) FROM fetches WHERE part_of IS NOT NULL"
        db.conn.execute(f"UPDATE fetches SET snapshot_id = NULL WHERE id = ({last})")
    before = contents(path, without=set())
    assert [(each.pages, each.changed, each.failures) for each in again(path)] == [(1, False, ())]
    assert contents(path, without=set()) == before


def test_comments_that_were_overlooked_make_a_thread_whole(tmp_path: Path, harbour: Harbour) -> None:
    path = tmp_path / "a.db"
    harbour.shows("wordpress")
    read = wordpress.comments_of
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wordpress, "comments_of", lambda *given: [each for each in read(*given) if each.id != "3"])
        assert "4 of 5 comments" in str(visit(path, harbour).incomplete_reason)
    (told,) = again(path)
    assert (told.after.comments - told.before.comments, told.failures) == (1, ())
    assert [(row["complete"], row["comment_count"]) for row in history(path)["article"]] == [(1, 5)]


LONG = "I saw it move in the night, by a hand or two, and so did everybody else who was there with me"

ENTRY = """<feed xmlns="http://www.w3.org/2005/Atom"><link rel="alternate" href="https://tea.example/2026/kettles"/>
<entry><id>https://tea.example/#comment-1</id><link href="https://tea.example/2026/kettles#comment-1"/>
<author><name>Anna Thimble</name></author><content type="html">{text} [...]</content></entry></feed>"""


def test_an_edit_that_the_page_showed_since_stays_where_it_was(tmp_path: Path) -> None:
    """The feed cuts the words before the place that was edited: they agree with both wordings."""
    path, data, url = tmp_path / "a.db", ENTRY.format(text=LONG[:60]).encode(), "https://tea.example/2026/kettles"
    told = read_any_feed(data, f"{url}/feed/", None, "2026-01-02T00:00:00Z")
    assert isinstance(told, Thread)
    with Archive.open(path, keep_snapshots="all") as archive:
        archive.save(thread(comment(f"{LONG}.", id="1")), observed_at="2026-01-01")
        saved = archive.save(told, snapshot=data, visit=Visit(f"{url}/feed/", channel="feed"))
        assert saved.comment_count == 1
        archive.save(thread(comment(f"{LONG}, Tove included.", id="1")), observed_at="2026-01-03")
        before = contents(path, without=set())
    assert [row["at"] for row in rows(path, "SELECT at FROM changes WHERE what = 'comment edited'")] == [
        "2026-01-03T00:00:00Z"
    ]
    assert [each.changed for each in again(path)] == [False]
    assert contents(path, without=set()) == before


def test_what_the_page_put_in_place_since_is_not_taken_back(tmp_path: Path) -> None:
    """The second visit found all as it was, so that its bytes were not kept; but the picture was another one."""
    path, data, url = tmp_path / "a.db", ENTRY.format(text=LONG[:60]).encode(), "https://tea.example/2026/kettles"
    told = read_any_feed(data, f"{url}/feed/", None, "2026-01-03T00:00:00Z")
    assert isinstance(told, Thread)
    with Archive.open(path) as archive:
        for day, picture in enumerate(("old", "new"), 1):
            seen = thread(
                Comment("Mine whistles.", id="7", author=Author("Bo", avatar=f"https://bo.example/{picture}.png"))
            )
            archive.save(seen, observed_at=f"2026-01-0{day}", snapshot=parsers.page(seen))
        archive.save(told, snapshot=data, visit=Visit(f"{url}/feed/", channel="feed"))
    before = contents(path, without=set())
    assert [row["author_avatar"] for row in rows(path, "SELECT author_avatar FROM comments WHERE author = 'Bo'")] == [
        "https://bo.example/new.png"
    ]
    with Workers(1, function=parsers.better) as workers:
        assert [(each.pages, each.changed) for each in reparse(path, workers)] == [(2, False)]
    assert contents(path, without=set()) == before


def test_saved_files_are_read_again_and_dates_become_exact(
    tmp_path: Path, harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = "".join(
        f'''<li class="post" id="post-{number}"><span class="author">Ida</span><a class="time-ago" title="{date}"></a>
        <div class="post-message"><p>Words {number}.</p></div></li>'''
        for number, date in ((1, "Saturday, March 2, 2019 10:01 AM"), (7, "Saturday, January 5, 2019 9:10 AM"))
    )
    data = Disqus([post(1)]).embed().replace(b"<body>", f"<body><ul id=post-list>{printed}</ul>".encode())
    frame, replies, path = tmp_path / "frame.html", tmp_path / "replies.xml", tmp_path / "a.db"
    frame.write_bytes(data.replace(b'"total": 1', b'"total": 3'))
    harbour.channel = "feed"
    harbour.said = talk()[:2]
    replies.write_bytes(harbour.feed({})[0])
    with monkeypatch.context() as patch, Archive.open(path) as archive, Here() as here, Fetcher(POLICY) as fetcher:
        patch.setattr(ReaderClock, "utc", lambda self, local: None)
        patch.setattr(feed, "comment_of", badly(feed.comment_of))
        scrape([SavedPage(frame), SavedPage(replies)], archive, fetcher, here, Told())
    uids = rows(path, "SELECT uid FROM comments ORDER BY id")
    done = {each.url: (each.after.exact_dates - each.before.exact_dates, each.changed) for each in again(path)}
    assert done == {"http://harbour.example/wall/": (1, True), f"{harbour.url}/wall/": (2, True)}
    assert rows(path, "SELECT text, published FROM comments WHERE published LIKE '2019-01%'") == [
        {"text": "Words 7.", "published": "2019-01-05T07:10Z"}
    ]
    assert rows(path, "SELECT uid FROM comments ORDER BY id") == uids
    assert rows(path, "SELECT * FROM changes WHERE what = 'comment edited'") == []
    assert not any(each.changed for each in again(path))


def test_a_thread_that_two_channels_show_is_read_again_without_a_change(tmp_path: Path, harbour: Harbour) -> None:
    path = tmp_path / "a.db"
    for day, name in enumerate(("wordpress", "disqus", "wordpress", "isso", "wordpress"), 1):
        harbour.shows(name)
        visit(path, harbour, day=day, keep="all")
        if day == 2:
            a_week_later(harbour)
    before = contents(path, without=set())
    assert [each.changed for each in again(path)] == [False]
    assert contents(path, without=set()) == before
