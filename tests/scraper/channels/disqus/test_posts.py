"""Disqus's posts, out of its JSON and its markup."""

from __future__ import annotations

import pytest

from scraper.channels.disqus.posts import read_embed, reading_of
from scraper.errors import ParseError
from tests.scraper.channels.services import Disqus, post

PAGE = "http://harbour.example/wall/"


SAVED_POST = """<li class="post" id="post-{id}"><div class="post-content"><header><span class="author">{name}</span>
<a class="time-ago" title="{date}">long ago</a><span data-role="likes">{likes}</span></header>
<div class="post-message"><p>{text}</p></div></div><ul class="children">{replies}</ul></li>"""


def saved_page(printed: str, *posts: dict[str, object], declared: int) -> bytes:
    service = Disqus(list(posts))
    data = service.embed().replace(f'"total": {len(posts)}'.encode(), f'"total": {declared}'.encode())
    return data.replace(b"<body>", f'<body><ul id="post-list">{printed}</ul>'.encode())


def test_a_saved_frame_gives_its_posts_from_json_and_markup_each_once_with_parents() -> None:
    reply = SAVED_POST.format(id=3, name="Ida", date="Sunday, March 3, 2019 9:10 AM", likes=2, text="Aye.", replies="")
    printed = SAVED_POST.format(id=1, name="Guest 1", date="x", likes=9, text="Not this", replies=reply)
    told = read_embed(saved_page(printed, post(1), post(2), declared=5), PAGE)
    reading = reading_of(told, "harbour")
    assert [(each.id, each.depth, each.likes) for each in reading.comments] == [("1", 0, 1), ("3", 1, 2), ("2", 0, 2)]
    assert reading.comments[0].published == "2019-03-02T08:01:05Z"
    assert reading.comments[1].published == "2019-03-03T09:10"  # of the reader's clock, so without an offset
    assert (reading.complete, reading.declared_count) == (False, 5)
    assert (reading.page, reading.article.title) == (PAGE, "The harbour wall")
    assert (reading.id_system, reading.id_scope) == ("disqus", "harbour")


def printed_at(number: int, date: str) -> str:
    return SAVED_POST.format(id=number, name="Ida", date=date, likes=0, text=f"Words {number}.", replies="")


def test_posts_in_both_forms_tell_the_readers_clock() -> None:
    dates = {
        1: "Saturday, March 2, 2019 10:01 AM",  # 08:01:05 in UTC, says the JSON
        7: "Sunday, March 3, 2019 1:10 AM",
        8: "Wednesday, July 3, 2019 9:10 AM",  # by then the clock may have been put forward
        9: "Saturday, January 5, 2019 9:10 AM",
    }
    printed = "".join(printed_at(number, date) for number, date in dates.items())
    told = read_embed(saved_page(printed, post(1), declared=3), PAGE)
    assert [each.published for each in told.comments] == [
        "2019-03-02T08:01:05Z",
        "2019-03-02T23:10Z",
        "2019-07-03T09:10",
        "2019-01-05T07:10Z",
    ]


def test_where_the_readers_clock_is_not_of_one_mind_local_time_stays() -> None:
    dates = {
        1: "Saturday, March 2, 2019 10:01 AM",
        2: "Saturday, March 2, 2019 9:01 AM",
        7: "Sunday, March 3, 2019 1:10 AM",
    }
    printed = "".join(printed_at(number, date) for number, date in dates.items())
    told = read_embed(saved_page(printed, post(1), post(2), declared=3), PAGE)
    assert told.comments[2].published == "2019-03-03T01:10"


def test_marks_of_posts_become_states_and_parents_are_compared_as_text() -> None:
    posts = [post(1, isDeleted=True), post(2, 1, isSpam=True), post(3, 2, isApproved=False), post(4, isEdited=True)]
    comments = reading_of(read_embed(saved_page("", *posts, declared=4), PAGE), "harbour").comments
    assert [(each.id, each.parent, each.state) for each in comments] == [
        ("1", None, "deleted"),
        ("2", 0, "hidden"),
        ("3", 1, "pending"),
        ("4", None, "visible"),
    ]
    assert (comments[0].text, comments[3].edited) == ("", True)


def test_addresses_that_disqus_cuts_short_or_counts_are_whole() -> None:
    message = (
        '<p>See <a href="https://disq.us/url?url=https%3A%2F%2Ftides.example%2Ftables%2F2019%3Aabc&amp;cuid=1">'
        "https://tides.example/tab...</a></p>"
    )
    (comment,) = reading_of(read_embed(saved_page("", post(1, message=message), declared=1), PAGE), "h").comments
    assert comment.text == "See https://tides.example/tables/2019"
    assert 'href="https://tides.example/tables/2019"' in comment.html


def test_what_is_no_thread_of_disqus_is_refused_by_name() -> None:
    with pytest.raises(ParseError, match="not a thread of Disqus"):
        read_embed(b"<html><body>We are unable to load Disqus.</body></html>", PAGE)
