from __future__ import annotations

import pytest

from scraper.discovery.archive_pages import read_archive_page, within

HOME = "http://quayside.example/"


def read(body: str, url: str = HOME, head: str = "") -> tuple[list[str], list[str]]:
    """The paths of the posts and of the archive pages that a page names."""
    found = read_archive_page(f"<!DOCTYPE html><head>{head}</head><body>{body}</body>".encode(), url)
    return [each.removeprefix(HOME) for each in found.pages], [each.removeprefix(HOME) for each in found.lists]


def post(slug: str, title: str = "The tide was late") -> str:
    return f'<article><header><h2 class="entry-title"><a href="/{slug}">{title}</a></h2></header><p>Late.</p></article>'


def test_a_home_page_names_posts_in_headings_and_the_page_before() -> None:
    body = f"""
        <header><h1><a href="/">Quayside Notes</a></h1><nav><a href="/about/">About the harbour</a></nav></header>
        <main>{post("2024/03/tide/")}{post("2024/02/drizzle/")}{post("lighthouse.html")}
        <p>More of it <a href="/2019/01/an-older-one/">in this older post of mine</a>.</p></main>
        <nav class="navigation posts-navigation"><a href="/page/2/">Older posts</a></nav>
        <aside><h2>Recent comments</h2><h3><a href="/2011/05/hens/#comment-4">Old Hen on hens</a></h3></aside>
    """
    assert read(body) == (["2024/03/tide/", "2024/02/drizzle/", "lighthouse.html"], ["page/2/"])


def test_months_and_years_and_the_page_of_the_archive_are_lists_and_days_are_not() -> None:
    body = """
        <aside><ul><li><a href="/2024/03/">March 2024</a></li><li><a href="/2023">2023</a></li>
        <li><a href="/2012_03_01_archive.html">March 2012</a></li><li><a href="/?m=201203">March</a></li>
        <li><a href="/archives/">All</a></li><li><a href="/2024/03/05/">5</a></li><li><a href="/tag/2024/">2024</a></li>
        <li><a href="/category/boats/page/2/">2</a></li></ul></aside>
    """
    assert read(body) == ([], ["2024/03/", "2023", "2012_03_01_archive.html", "?m=201203", "archives/"])


@pytest.mark.parametrize(
    ("here", "link"),
    [
        ("", '<a href="/page/2/">2</a>'),
        ("page/2/", '<a href="/page/3/">3</a>'),
        ("page/2/", '<a href="/">1</a>'),
        ("2012/03/", '<a href="/2012/03/page/2/">2</a>'),
        ("", '<a href="/?paged=2">2</a>'),
        ("blog?lang=en", '<a href="/blog?lang=en&amp;page=2">2</a>'),
        ("", '<a href="/search?updated-max=2012-03-01T00:00&amp;max-results=7">Older Posts</a>'),
        ("", '<a href="/2012/page/2/">View previous posts »</a>'),
        ("", '<a href="/seite/2">Ältere Beiträge</a>'),
    ],
)
def test_pagers_of_many_kinds_lead_on(here: str, link: str) -> None:
    body = f"{post('a/')}{post('b/')}{post('c/')}<div class='pager'>{link}</div>"
    pages, lists = read(body, HOME + here)
    assert pages == ["a/", "b/", "c/"]
    assert len(lists) == 1


def test_what_the_head_names_as_next_leads_on_when_it_is_another_page_of_the_list() -> None:
    assert read(post("a/"), head='<link rel="next" href="/page/2/">') == (["a/"], ["page/2/"])
    assert read(post("a/"), head='<link rel="prev" href="/the-post-before/">') == (["a/"], [])


def test_a_page_of_all_titles_is_read_as_its_longest_list() -> None:
    titles = "".join(
        f'<li>March {day} <a href="/{day}-of-march/">What happened on day {day}</a></li>' for day in range(9)
    )
    menu = '<ul id="menu">' + "".join(f'<li><a href="/{word}/">{word}</a></li>' for word in "abcdefghijklmn") + "</ul>"
    pages, lists = read(f"{menu}<h1>Archive</h1><ul>{titles}</ul>", f"{HOME}archive/")
    assert pages == [f"{day}-of-march/" for day in range(9)]
    assert lists == []


def test_other_sites_pictures_and_parts_that_are_no_posts_are_passed_over() -> None:
    body = post("a/") + post("b.jpg") + post("tag/c/") + post("author/d/") + post("e/?replytocom=4") + post("feed/")
    body += '<h2><a href="http://elsewhere.example/f/">Elsewhere</a></h2><h2><a href="javascript:g()">g</a></h2>'
    body += '<h2><a href="http://www.quayside.example/h/">The same site</a></h2>'
    assert read(body)[0] == ["a/", "http://www.quayside.example/h/"]


def test_a_blog_in_a_folder_ends_there() -> None:
    folder = "http://quayside.example/blog"
    assert within("http://www.quayside.example/blog/2012/03/", folder)
    assert within("https://quayside.example/blog", folder)
    assert within("http://quayside.example/blog/a", "http://quayside.example/blog/index.html")
    assert not within("http://quayside.example/shop/", folder)
    assert not within("http://elsewhere.example/blog/", folder)
