"""WXR holds what WordPress asks for, and every word stays a word."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from archive import Archive
from archive.export.other_systems import Mapping
from archive.export.wxr import wxr
from scraper.incomplete import Code, Incomplete
from scraper.thread import Article, Author, Comment, Thread
from tests.support.threads import comment, deep_thread, thread

WP = "{http://wordpress.org/export/1.2/}"


def items(*threads: Thread, as_markdown: bool = False, mapping: tuple[tuple[str, str], ...] = ()) -> list[ET.Element]:
    text = "".join(wxr(threads, Mapping(mapping), as_markdown=as_markdown))
    return ET.fromstring(text.encode()).findall("channel/item")


def said(item: ET.Element, name: str) -> list[str | None]:
    return [each.findtext(f"{WP}comment_{name}") for each in item.findall(f"{WP}comment")]


def test_comments_are_numbered_over_all_threads_with_their_parents() -> None:
    one, two = items(deep_thread(2), thread(comment("Three"), comment("Four", parent=0, depth=1)))
    assert (said(one, "id"), said(one, "parent")) == (["1", "2"], ["0", "1"])
    assert (said(two, "id"), said(two, "parent")) == (["3", "4"], ["0", "3"])


def test_times_stand_in_the_zone_that_was_stated_and_in_utc() -> None:
    (item,) = items(thread(comment("One", published="2026-01-05T10:00:00-05:00"), comment("Two", published="2026")))
    assert said(item, "date") == ["2026-01-05 10:00:00", "2026-01-01 00:00:00"]
    assert said(item, "date_gmt") == ["2026-01-05 15:00:00", "2026-01-01 00:00:00"]


@pytest.mark.parametrize(
    ("state", "approved"), [("visible", "1"), ("pending", "0"), ("hidden", "0"), ("deleted", "trash")]
)
def test_states_are_those_of_wordpress(state: str, approved: str) -> None:
    (item,) = items(thread(comment("One", state=state)))
    assert said(item, "approved") == [approved]


def test_lines_of_words_are_lines_of_the_export() -> None:
    marked = Comment(text="x", html="<p>One\n<br>two</p><p>three</p><pre>a\n b</pre>")
    (item,) = items(thread(marked))
    assert said(item, "content") == ["<p>One<br>\ntwo</p>\n\n<p>three</p>\n\n\n\n<pre>a\n b</pre>"]
    (item,) = items(thread(Comment(text="1. *One*\ntwo")), as_markdown=True)
    assert said(item, "content") == ["1\\. \\*One\\*\ntwo"]


def test_hostile_words_stay_words() -> None:
    bad = "]]><wp:comment>\x00\x0b\ufffe & <b>"
    (item,) = items(
        thread(comment(bad, bad), article=Article(title=bad, author=bad), url="https://tea.example/?a=<&b=")
    )
    assert len(item.findall(f"{WP}comment")) == 1
    assert item.findtext("title") == "]]><wp:comment> & <b>"
    assert item.findtext("link") == "https://tea.example/?a=<&b="


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    (item,) = items(thread(url="javascript:alert(1)"))
    assert item.findtext("link") == ""


def test_addresses_are_mapped_and_nothing_is_a_channel_too() -> None:
    (item,) = items(thread(), mapping=(("https://tea.example/", "https://new.example/"),))
    assert item.findtext("link") == "https://new.example/2026/kettles"
    assert item.findtext(f"{WP}post_name") == "kettles"
    assert items() == []


def test_what_was_made_up_is_not_read_back(tmp_path: Path) -> None:
    """Nor are a zone, or completeness, that no page stated."""
    kept = thread(
        comment("By the page's clock.", published="2012-12-04T10:30:00"),
        comment("That day.", published="2012-12-04"),
        comment("Some time.", ""),
        comment("At a moment.", published="2012-12-04T10:30:00+01:00"),
        Comment("", author=Author("Bo"), published="2012-12-05T10:30:00+00:00"),
        article=Article(published="2012-12"),
        complete=False,
        incomplete=Incomplete(Code.TOO_FEW, "5 of 9"),
    )
    file = tmp_path / "kept.xml"
    file.write_text("".join(wxr([kept], Mapping())), "utf-8")
    with Archive.open(tmp_path / "a.db") as archive:
        archive.import_([file])
        (found,) = archive.threads()
    assert [each.published for each in found.comments] == [
        "2012-12-04T10:30:00",
        "2012-12-04",
        None,
        "2012-12-04T09:30:00+00:00",
        "2012-12-05T10:30:00+00:00",
    ]
    assert [each.author.name for each in found.comments][2:] == [None, "Anna Thimble", "Bo"]
    assert found.comments[-1].text == ""
    assert (found.article.title, found.article.author, found.article.published) == (None, None, "2012-12")
    assert (found.complete, found.incomplete) == (False, Incomplete(Code.TOO_FEW, "5 of 9"))
