"""WordPress's interface for programs when it changes under the reader, breaks off, or answers something else; and where
pages say that it is. The interface itself is WordPress's own in tests/peers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from scraper.channels.base import Reading
from scraper.channels.registry import embeds_of
from scraper.channels.wordpress import channel
from scraper.channels.wordpress.channel import stated_moment
from scraper.channels.wordpress.feed import atom_feed, without_answer_lines
from scraper.channels.wordpress.site import route
from scraper.discovery.comment_feeds import Entry
from scraper.errors import NotAPage
from scraper.fetch import Fetcher
from scraper.fetch.errors import HttpStatusError
from scraper.incomplete import Code, Incomplete
from scraper.page.page import read_page
from tests.blog import Blog
from tests.scraper.channels.services import POLICY, web

URL = "https://harbour.example/wall/"


def told(number: int, parent: int = 0, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "parent": parent,
        "author_name": f"Guest {number}",
        "author_url": "",
        "date": "2019-03-02T09:00:00",
        "date_gmt": "2019-03-02T08:00:00",
        "content": {"rendered": f"<p>Remark {number}.</p>"},
        "link": f"{URL}#comment-{number}",
        "author_avatar_urls": {"24": "https://pictures.example/24", "96": "https://pictures.example/96"},
        **more,
    }


class Api:
    """The route of comments. `before` is called with the number of each page that is asked for."""

    def __init__(self, blog: Blog, count: int) -> None:
        self.comments = [told(number) for number in range(1, count + 1)]
        self.before: Callable[[int], None] = lambda page: None
        self.status: dict[int, int] = {}
        self.stuck = False
        self.total: int | None = None
        self.headers = True
        self.asked: list[dict[str, str]] = []
        blog.answer = self.answer  # type: ignore[method-assign]
        self._blog = blog

    def answer(self, handler: Any, path: str) -> bool:
        if not path.startswith("/wp-json/wp/v2/comments?"):
            return False
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        self.asked.append(query)
        page, size = 1 if self.stuck else int(query["page"]), int(query["per_page"])
        self.before(page)
        status = self.status.get(page, 200)
        headers = {"Content-Type": "application/json; charset=UTF-8"}
        if self.headers:
            total = len(self.comments) if self.total is None else self.total
            headers |= {"X-WP-Total": str(total), "X-WP-TotalPages": str(-(-total // size))}
        found = self.comments[(page - 1) * size : page * size]
        handler.reply(status, json.dumps(found if status == 200 else {"code": "rest_forbidden"}).encode(), headers)
        return True

    def read(self) -> Reading:
        page = read_page(
            f'<link rel="https://api.w.org/" href="{self._blog.url}/wp-json/"><link rel="shortlink" '
            f'href="https://harbour.example/?p=7"><p>The wall.'.encode(),
            URL,
        )
        (embed,) = [embed for embed in embeds_of(page) if embed.channel == "wordpress"]
        with Fetcher(POLICY) as fetcher:
            return channel.CHANNEL.read(embed, web(fetcher))


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as blog:
        yield blog


def numbers(reading: Reading) -> list[int]:
    return [int(comment.id or 0) for comment in reading.comments]


@pytest.mark.parametrize("headers", [True, False])
@pytest.mark.parametrize("count", [0, 1, 100, 230])
def test_every_page_is_read_oldest_first(blog: Blog, count: int, headers: bool) -> None:
    api = Api(blog, count)
    api.headers = headers
    reading = api.read()
    assert numbers(reading) == list(range(1, count + 1))
    assert (reading.complete, reading.declared_count) == ((True, count) if headers else (None, None))
    assert (reading.id_system, reading.id_scope) == ("wordpress", "harbour.example")
    for query in api.asked:
        assert (query["post"], query["order"], query["orderby"]) == ("7", "asc", "date_gmt")


@pytest.mark.parametrize("place", [0, 200])
def test_comments_that_come_meanwhile_are_had_and_none_twice(blog: Blog, place: int) -> None:
    """One was written before all others and released now: it pushes the hundredth to the page that is read next."""
    api = Api(blog, 200)

    def arrive(page: int) -> None:
        if page == 2 and len(api.comments) == 200:
            api.comments.insert(place, told(201))

    api.before = arrive
    reading = api.read()
    assert sorted(numbers(reading)) == [*range(1, 202)]
    assert reading.complete is True
    assert len(api.asked) == (6 if place == 0 else 3)


@pytest.mark.parametrize("restless", [False, True])
def test_where_one_goes_meanwhile_the_pages_are_read_once_more(blog: Blog, restless: bool) -> None:
    api = Api(blog, 250)

    def go(page: int) -> None:
        if page == 2 and (restless or len(api.comments) == 250):
            del api.comments[0]

    api.before = go
    reading = api.read()
    if restless:
        assert (reading.complete, reading.incomplete) == (False, Incomplete(Code.MOVED))
    else:
        assert (reading.complete, numbers(reading)) == (True, [*range(2, 251)])


def test_a_page_that_cannot_be_had_leaves_what_was_had_and_says_so(blog: Blog) -> None:
    api = Api(blog, 250)
    api.status[2] = 403
    reading = api.read()
    assert (len(reading.comments), reading.complete) == (100, False)
    assert reading.incomplete is not None
    assert reading.incomplete.code is Code.PAGE_FAILED


def test_where_the_last_page_is_gone_meanwhile_the_pages_are_read_once_more(blog: Blog) -> None:
    api = Api(blog, 201)

    def go(page: int) -> None:
        if page == 3:
            del api.comments[:1]

    api.before = go
    reading = api.read()
    assert (reading.complete, numbers(reading)) == (True, [*range(2, 202)])


@pytest.mark.parametrize("headers", [True, False])
def test_a_site_that_answers_every_page_with_the_first_is_asked_for_one_more_only(blog: Blog, headers: bool) -> None:
    api = Api(blog, 250)
    api.stuck, api.headers = True, headers
    reading = api.read()
    assert (numbers(reading), reading.complete, len(api.asked)) == ([*range(1, 101)], False, 2)
    assert reading.incomplete == Incomplete(Code.PAGE_REPEATED)


@pytest.mark.parametrize(("total", "complete"), [(3, None), (1000, False)])
def test_a_count_that_is_belied_is_not_gone_by(blog: Blog, total: int, complete: bool | None) -> None:
    api = Api(blog, 250)
    api.total = total
    reading = api.read()
    assert (numbers(reading), reading.complete) == ([*range(1, 251)], complete)


def test_numbers_that_a_plugin_writes_as_text_are_numbers(blog: Blog) -> None:
    api = Api(blog, 0)
    api.comments = [told(1), told(2, 1), told(3, 2)]
    for each in api.comments:
        each |= {"id": str(each["id"]), "parent": str(each["parent"])}
    assert [(each.id, each.depth) for each in api.read().comments] == [("1", 0), ("2", 1), ("3", 2)]


def test_comments_of_another_post_are_refused(blog: Blog) -> None:
    api = Api(blog, 0)
    api.comments = [told(1, post=7), told(2, post=9)]
    with pytest.raises(NotAPage, match="other posts"):
        api.read()


def test_comments_that_answer_each_other_themselves_or_nobody_are_all_had_once(blog: Blog) -> None:
    api = Api(blog, 0)
    api.comments = [told(1, 2), told(2, 1), told(3, 3), told(4, 99), told(5, 6), told(6), told(6)]
    reading = api.read()
    assert sorted(numbers(reading)) == [1, 2, 3, 4, 5, 6]
    by_id = {each.id: each for each in reading.comments}
    assert (by_id["3"].parent_id, by_id["4"].parent_id, by_id["5"].depth) == (None, "99", 1)


def test_a_site_that_keeps_its_interface_closed_or_answers_something_else_is_an_error(blog: Blog) -> None:
    api = Api(blog, 3)
    api.status[1] = 401
    with pytest.raises(HttpStatusError):
        api.read()
    for answer in (b"<html>One moment", b'{"code": "no"}', b"[1]", b"[" * 100_000):
        with pytest.raises(NotAPage):
            channel.comments_of(answer, URL, URL)


def test_what_a_comment_says_of_itself(blog: Blog) -> None:
    odd: dict[str, Any] = {
        "author_name": "Tom &amp; Jerry",
        "author_url": "javascript:x()",
        "author_avatar_urls": [],
        "date_gmt": None,
    }
    api = Api(blog, 0)
    api.comments = [told(5, parent=9), told(9, **odd), told(11, parent=77, content=None)]
    second, first, third = api.read().comments
    assert (first.id, first.depth, first.author.avatar) == ("5", 1, "https://pictures.example/96")
    assert first.published == "2019-03-02T09:00:00+01:00"
    assert (second.author.name, second.author.url, second.published) == ("Tom & Jerry", None, "2019-03-02T09:00:00")
    assert (third.parent, third.parent_id, third.text) == (None, "77", "")


@pytest.mark.parametrize(
    ("local", "utc", "moment"),
    [
        ("2019-03-02T09:00:00", "2019-03-02T08:00:00", "2019-03-02T09:00:00+01:00"),
        ("2019-03-02T13:30:00", "2019-03-02T08:00:00", "2019-03-02T13:30:00+05:30"),
        ("2019-03-02T08:00:00", "2019-03-02T08:00:00", "2019-03-02T08:00:00+00:00"),
        ("2019-03-02T09:00:00", "2017-01-01T08:00:00", "2017-01-01T08:00:00+00:00"),
        ("2019-03-02T09:00:00", "2019-03-02T08:00:13", "2019-03-02T08:00:13+00:00"),
        ("2019-03-02T09:00:00", "0000-00-00T00:00:00", "2019-03-02T09:00:00"),
        ("0000-00-00T00:00:00", "", None),
        (None, "yesterday", None),
    ],
)
def test_two_times_are_one_moment_and_utc_is_the_one_to_trust(local: str | None, utc: str, moment: str | None) -> None:
    assert stated_moment(local, utc) == moment


# --- Where pages say it


def facts(head: str, body: str = "", headers: dict[str, str] | None = None, url: str = URL) -> dict[str, str] | None:
    page = read_page(f"<!DOCTYPE html><head>{head}</head><body {body}</body>".encode(), url, headers)
    found = [embed.facts for embed in embeds_of(page) if embed.channel == "wordpress"]
    return dict(found[0]) if found else None


API = '<link rel="https://api.w.org/" href="/wp-json/">'

ROOT = "https://harbour.example/wp-json/"

HIDDEN = "<input type=hidden name=comment_post_ID value=7>"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (API, 'class="single postid-7 single-format-standard">'),
        (API, 'class="page page-id-7">'),
        (API, f"><form>{HIDDEN}</form>"),
        (API + '<link rel="shortlink" href="https://harbour.example/?page_id=7">', ">"),
        (API + '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/7">', ">"),
        (API + '<link rel="alternate" href="/?rest_route=%2Fwp%2Fv2%2Fpages%2F7">', ">"),
        (API, "><script>var disqus_identifier = '7 https://harbour.example/?p=7';</script>"),
        (API, '><script>var embedVars = {"disqusIdentifier":"7 https:\\/\\/harbour.example\\/?p=7"};</script>'),
    ],
)
def test_the_post_is_known_by_whatever_a_theme_leaves_of_its_number(head: str, body: str) -> None:
    assert facts(head, body) == {"root": ROOT, "post": "7", "scope": "harbour.example"}


@pytest.mark.parametrize(
    ("head", "body", "root"),
    [
        ('<link rel="alternate" href="/wp-json/oembed/1.0/embed?url=https%3A%2F%2Fharbour.example">', "", "/wp-json/"),
        ('<link rel="alternate" type="application/json" href="/api/wp/v2/posts/7">', "", "/api/"),
        ('<link rel="alternate" href="/?rest_route=%2Fwp%2Fv2%2Fposts%2F7">', "", "/?rest_route=/"),
        ("", '<script>var it = {"root":"https:\\/\\/harbour.example\\/b\\/wp-json\\/f\\/v1"}</script>', "/b/wp-json/"),
        (API.replace("/wp-json/", "/index.php?rest_route=/"), "", "/index.php?rest_route=/"),
    ],
)
def test_the_interface_is_found_where_the_page_does_not_state_it(head: str, body: str, root: str) -> None:
    found = facts(head, f">{HIDDEN}{body}")
    assert found is not None
    assert found["root"] == f"https://harbour.example{root}"


def test_the_answers_header_says_both() -> None:
    link = '<https://harbour.example/wp-json/>; rel="https://api.w.org/", <https://harbour.example/?p=7>; rel=shortlink'
    assert facts("", ">", {"Link": link}) == {"root": ROOT, "post": "7", "scope": "harbour.example"}


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (API, 'class="home blog">'),
        (API + '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/users/3">', ">"),
        (API + '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/categories/3">', ">"),
        (API + '<link rel="alternate" href="/wp-json/wp/v2/genre/3">', 'class="archive tax-genre term-3">'),
        (API + '<link rel="shortlink" href="https://harbour.example/?p=7">', 'class="search search-results">'),
        ("", f'><form action="/wp-comments-post.php">{HIDDEN}'),
        ("", f'>{HIDDEN}<script>var widget = "https://elsewhere.example/wp-json/x";</script>'),
        (API + '<link rel="shortlink" href="https://short.example/?p=7">', ">"),
        (API, '><input name="comment_post_ID" value="7 or 8">'),
        (API, "><script>var price = '7 https://harbour.example/?p=8';</script>"),
    ],
)
def test_pages_of_several_posts_and_of_other_systems_are_not_asked_for(head: str, body: str) -> None:
    assert facts(head, body) is None


BROKEN = "http://[harbour/"


@pytest.mark.parametrize(
    ("head", "body", "link"),
    [
        ("", "", f'<{BROKEN}>; rel="https://api.w.org/", <{BROKEN}?p=7>; rel=shortlink'),
        (API, "", f"<{BROKEN}wp/v2/posts/7>; rel=alternate"),
        ("", f"{HIDDEN}<script>'{BROKEN}wp-json/'</script>", ""),
        (
            f'<link rel="alternate" href="http://%5Bharbour/wp/v2/posts/7"><link rel="pingback" href="{BROKEN}x">',
            "",
            "",
        ),
        (f'<link rel="https://api.w.org/" href="{BROKEN}"><link rel="shortlink" href="{BROKEN}?p=7">', "", ";;=<>,<"),
    ],
)
def test_addresses_that_are_none_name_no_interface(head: str, body: str, link: str) -> None:
    assert facts(head, f">{body}", {"Link": link}) is None


def test_routes_are_added_to_both_forms_of_the_root() -> None:
    assert route("https://a.example/wp-json/", "wp/v2/comments", post=7) == (
        "https://a.example/wp-json/wp/v2/comments?post=7"
    )
    assert route("https://a.example/?rest_route=/", "wp/v2/comments", post=7) == (
        "https://a.example/?rest_route=/wp/v2/comments&post=7"
    )


# --- Feeds


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
