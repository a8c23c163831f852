"""Blogger's Atom and Takeout, as Blogger means them."""

from __future__ import annotations

from pathlib import Path

from tests.scraper.imports import dumps
from tests.scraper.imports.support import read, tree


def test_blogger_comments_find_their_page_and_the_comment_they_answer(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.BLOGGER)
    page, older = found.threads
    assert (page.url, page.article.title) == (
        "http://quayside.example/2012/11/tide-table.html",
        "How to read a tide table",
    )
    assert (page.article.author, page.article.tags) == ("Maren Oddleif", ("tides",))
    assert tree(page) == [
        "Tove Lind: High water is late.\n\nAgain.",
        ".Old Hen: It never was early.",
        "Piers Calloway: This comment has been removed by the author.",
    ]
    assert [each.id for each in page.comments] == ["901", "902", "903"]
    assert [each.state for each in page.comments] == ["visible", "visible", "deleted"]
    assert page.comments[0].published == "2012-11-21T10:00:00-08:00"
    assert page.comments[0].author.avatar == "http://tove.example/me.png"
    assert [each.email for each in found.found[0].private] == ["tove@lind.example", None, None]
    assert (older.url, older.article.title) == ("http://quayside.example/2012/10/older.html", None)


def test_takeout_tells_paths_which_stand_below_the_given_address(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.TAKEOUT, dumps.BASE)
    (thread,) = found.threads
    assert (found.format, thread.url) == ("Blogger Atom", "http://quayside.example/2012/11/tide-table.html")
    assert tree(thread) == ["Tove Lind: High water is late.", ".Old Hen: It never was early."]
    assert thread.article.tags == ("tides",)
    assert found.tally.skipped == {"spam": 1}


def test_a_blogger_page_without_an_address_of_its_own_has_that_which_its_comments_tell(tmp_path: Path) -> None:
    """As where a post was made a draft again."""
    link = dumps.BLOGGER[dumps.BLOGGER.index("<link rel='alternate'") :]
    found = read(tmp_path, dumps.BLOGGER.replace(link[: link.index("/>") + 2], "", 1))
    assert [(each.url, each.article.title, len(each.comments)) for each in found.threads] == [
        ("http://quayside.example/2012/11/tide-table.html", "How to read a tide table", 3),
        ("http://quayside.example/2012/10/older.html", None, 1),
    ]
    assert found.tally.skipped == {}


def test_blogger_knows_the_author_by_the_account_and_not_by_an_address_that_anybody_may_type(tmp_path: Path) -> None:
    account = "<uri>http://maren.example/</uri><blogger:type>BLOGGER</blogger:type>"
    typed = "<uri>http://maren.example/</uri><blogger:type>ANONYMOUS</blogger:type>"
    text = dumps.TAKEOUT.replace("<name>Tove Lind</name>", f"<name>Maren</name>{account}")
    text = text.replace(
        "<name>Old Hen</name><uri></uri><blogger:type>ANONYMOUS</blogger:type>", f"<name>M</name>{typed}"
    )
    found = read(tmp_path, text, dumps.BASE)
    assert [each.author.is_article_author for each in found.comments] == [True, None]
