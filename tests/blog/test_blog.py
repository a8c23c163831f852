"""The blog itself prints what it is told to."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup, Tag

from scraper.discovery.feeds import read_feed
from tests.blog.markup import Comment, Post, render_disqus_thread, render_feed, render_page, render_wordpress_thread

COMMENTS = (
    Comment(11, "Ebbe", ("One & two.", "Three\nfour."), url="http://ebbe.example/"),
    Comment(12, "The Coast Path", (), url="http://coast.example/", kind="pingback"),
    Comment(13, "Ioan <3", ("Why?",), parent=11),
    Comment(14, "Maren", ("So.",), parent=13, mine=True),
    Comment(15, "Old Hen", ("Hm.",)),
)
PARENTS = {"11": None, "12": None, "13": "11", "14": "13", "15": None}


def tree(html: str, prefix: str) -> dict[str, str | None]:
    """Each comment's id and its parent's, by the HTML5 rules."""
    found: dict[str, str | None] = {}
    for item in BeautifulSoup(html, "html5lib").select(f"li[id^={prefix}]"):
        above = item.find_parent(lambda tag: isinstance(tag, Tag) and str(tag.get("id", "")).startswith(prefix))
        found[str(item["id"]).removeprefix(prefix)] = str(above["id"]).removeprefix(prefix) if above else None
    return found


def test_wordpress_threads_are_nested_as_told() -> None:
    html = render_wordpress_thread(COMMENTS)
    assert tree(html, "comment-") == PARENTS
    assert "Three<br />\nfour." in html


def test_disqus_threads_are_nested_as_told_whatever_the_stray_end_tag_does() -> None:
    html = render_disqus_thread(COMMENTS)
    assert tree(html, "dsq-comment-") == {key: value for key, value in PARENTS.items() if key != "12"}
    assert html.count("</li>") == len(COMMENTS) + 1


def test_nesting_has_no_limit() -> None:
    chain = [Comment(n, "Ann", ("x",), parent=n - 1 if n > 1 else None) for n in range(1, 5001)]
    assert render_wordpress_thread(chain).count('<ul class="children">') == 4999


def test_pages_and_feeds_are_well_made() -> None:
    post = Post("tide", "Tide & table", "Maren", ("Text.",), COMMENTS, markup="disqus", tags=("boats",))
    soup = BeautifulSoup(render_page(post), "html5lib")
    assert soup.select_one("link[rel=canonical]")["href"] == "http://blog.example/tide/"  # type: ignore[index]
    assert len(soup.select("#dsq-comments > li")) == 3
    assert read_feed(render_feed([post], base="http://blog.example").encode(), "http://blog.example/feed").entries


def test_the_example_page_states_as_many_comments_as_it_has() -> None:
    text = (Path(__file__).parent / "example.html").read_text()
    soup = BeautifulSoup(text, "html5lib")
    assert "7 comments" in text
    assert len(soup.select("#dsq-comments li")) == 7
    assert len(soup.select("#dsq-comments > li")) == 5
