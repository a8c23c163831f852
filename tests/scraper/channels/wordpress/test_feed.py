"""WordPress's own line in feeds of comments, and the form that names parents."""

from __future__ import annotations

import pytest

from scraper.channels.wordpress.feed import atom_feed, without_answer_lines
from scraper.discovery.comment_feeds import Entry

URL = "https://harbour.example/wall/"


@pytest.mark.parametrize(
    ("feed", "atom"),
    [
        ("https://a.example/wall/feed/", "https://a.example/wall/feed/atom/"),
        ("https://a.example/wall/feed", "https://a.example/wall/feed/atom/"),
        ("https://a.example/wall/feed/rss2/", "https://a.example/wall/feed/atom/"),
        ("https://a.example/?feed=rss2&p=7", "https://a.example/?feed=atom&p=7"),
        ("https://a.example/wall/replies.xml", None),
    ],
)
def test_the_atom_form_of_a_feed(feed: str, atom: str | None) -> None:
    assert atom_feed(feed) == atom


def entry(number: int, html: str, *answers: str, author: str | None = None) -> Entry:
    link = f"{URL}comment-page-2/#comment-{number}"
    return Entry(link, link, author or f"Guest {number}", None, None, None, None, html, answers)


def line(number: int, words: str = "In reply to {}.") -> str:
    name = f'<a href="{URL}comment-page-1/#comment-{number}">Guest {number}</a>'
    return f"<p>{words.format(name)}</p>\n"


def test_wordpress_own_line_is_no_word_of_the_comment_and_tells_whom_it_answers() -> None:
    first, second = without_answer_lines([entry(1, "<p>Aye.</p>"), entry(2, line(1) + "<p>No.</p>")])
    assert (first.html, first.answers) == ("<p>Aye.</p>", ())
    assert (second.html, second.answers) == ("<p>No.</p>", (f"{URL}comment-page-1/#comment-1",))


def test_in_other_languages_the_line_is_known_by_its_repetition_or_by_the_feeds_own_word() -> None:
    german = "Als Antwort auf {}."
    once = entry(2, line(1, german) + "<p>Nein.</p>")
    assert without_answer_lines([once]) == [once]
    assert [each.html for each in without_answer_lines([once, entry(3, line(2, german) + "<p>Doch.</p>")])] == [
        "<p>Nein.</p>",
        "<p>Doch.</p>",
    ]
    stated = entry(2, once.html, f"{URL}#comment-1")
    assert [each.html for each in without_answer_lines([stated])] == ["<p>Nein.</p>"]


@pytest.mark.parametrize(
    "html",
    [
        line(1, "@{}") + "<p>No.</p>",
        line(1, "I think {} said it well enough, and so do all of us here.") + "<p>No.</p>",
        line(1).replace(">Guest 1<", ">the first comment<") + "<p>No.</p>",
        line(1).replace(URL, "https://elsewhere.example/") + "<p>No.</p>",
        line(1),
    ],
)
def test_links_that_people_write_to_other_comments_are_theirs(html: str) -> None:
    entries = [entry(1, "<p>Aye.</p>"), entry(2, html), entry(3, html)]
    if "I think" in html:
        entries.pop()  # said twice in the same words it would be taken for a line of WordPress
    assert without_answer_lines(entries) == entries
