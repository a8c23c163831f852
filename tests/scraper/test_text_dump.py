from __future__ import annotations

import pytest

from scraper import Thread, parse

URL = "https://harbour.example/2012/tide/"

DUMP = """\
The tide book

It filled eleven volumes.
Nobody read them.

The window is lit at night.

  • http://ida.example/ Ida Brink

    The tide was early.

    Two lines
    of one paragraph.

    • Olav Tern

      Not here:

      1. the wall
      2. the kitchen

      • HTTP://mirela.example/~m Mirela Kade

        Nor there…

    • Jonas

      Agreed.

  • Ada_77

    Ask the moon.

Powered by Harbour Letters

Copyright 2014
"""


def read(text: str) -> Thread:
    return parse(text.encode(), URL)


def tree(thread: Thread) -> list[tuple[str | None, int | None]]:
    return [(comment.author.name, comment.parent) for comment in thread.comments]


def test_a_dump_gives_the_article_and_the_tree_of_comments() -> None:
    thread = read(DUMP)
    assert thread.article.title == "The tide book"
    assert thread.article.text == "It filled eleven volumes.\nNobody read them.\n\nThe window is lit at night."
    assert tree(thread) == [("Ida Brink", None), ("Olav Tern", 0), ("Mirela Kade", 1), ("Jonas", 0), ("Ada_77", None)]
    assert [comment.author.url for comment in thread.comments] == [
        "http://ida.example/",
        None,
        "HTTP://mirela.example/~m",
        None,
        None,
    ]
    assert [comment.text for comment in thread.comments] == [
        "The tide was early.\n\nTwo lines\nof one paragraph.",
        "Not here:\n\n1. the wall\n2. the kitchen",
        "Nor there…",
        "Agreed.",
        "Ask the moon.",
    ]
    assert thread.comments[0].html == "<p>The tide was early.</p><p>Two lines<br>of one paragraph.</p>"
    assert (thread.system, thread.complete, thread.site) == ("text-dump", None, "harbour.example")
    assert [(channel.name, channel.count) for channel in thread.channels] == [("text", 5)]


def test_what_stands_below_the_thread_is_neither_comment_nor_article() -> None:
    thread = read(DUMP)
    everything = thread.article.text + "".join(comment.text for comment in thread.comments)
    assert "Powered" not in everything
    assert "Copyright" not in everything


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_and_tabs_make_no_difference(ends: str) -> None:
    assert read(DUMP.replace("\n", ends)).comments == read(DUMP).comments
    assert tree(read(DUMP.replace("    ", "\t"))) == tree(read(DUMP))


def test_a_dump_without_a_thread_is_an_article() -> None:
    text = "The tide book\n\nBuy for the boat:\n\n  • rope\n  • tar\n\nAnd then sail.\n"
    thread = read(text)
    assert thread.comments == ()
    assert thread.article.text == "Buy for the boat:\n\n• rope\n• tar\n\nAnd then sail."
    assert (thread.system, thread.complete) == (None, None)


def test_a_list_inside_a_comment_is_part_of_it() -> None:
    text = "The tide book\n\nIt is long.\n\n  • Ida Brink\n\n    Buy:\n\n    - rope\n    - tar\n\n    Then sail.\n"
    (comment,) = read(text).comments
    assert comment.text == "Buy:\n\n- rope\n- tar\n\nThen sail."


def test_a_heading_over_the_thread_declares_a_count() -> None:
    thread = read(DUMP.replace("  • http://ida", "5 comments\n\n  • http://ida"))
    assert (thread.declared_count, thread.complete) == (5, None)
    assert not thread.article.text.endswith("comments")


def test_a_dump_in_windows_1252_is_read() -> None:
    data = DUMP.replace("Brink", "Möwe").encode("cp1252")
    assert parse(data, URL).comments[0].author.name == "Ida Möwe"


def test_what_looks_like_markup_in_a_dump_is_text() -> None:
    thread = read(DUMP.replace("Agreed.", "I wrote <script>steal()</script> & a <b>."))
    assert thread.comments[3].text == "I wrote <script>steal()</script> & a <b>."
    assert "<script" not in thread.comments[3].html
    assert "&amp;" in thread.comments[3].html


def test_a_dump_1500_replies_deep_is_read() -> None:
    lines = [f"{' ' * n}• Ida {n}\n\n{' ' * (n + 1)}x\n" for n in range(1500)]
    thread = read("The tide book\n\nIt is long.\n\n" + "\n".join(lines))
    assert [comment.depth for comment in thread.comments] == list(range(1500))
