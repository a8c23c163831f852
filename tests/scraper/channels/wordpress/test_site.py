"""Where the interface of a WordPress is, and which post a page shows."""

from __future__ import annotations

import pytest

from scraper.channels.registry import embeds_of
from scraper.channels.wordpress.site import route
from scraper.page.page import read_page

URL = "https://harbour.example/wall/"


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
