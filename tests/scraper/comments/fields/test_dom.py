"""Ways to look at the elements of one comment."""

from __future__ import annotations

from scraper.comments.fields.dom import below, holds, is_inside, last_words, lines, nearest, text, within
from scraper.html import soup_of

NAME = "<p class='comment-author-name'>Ida <b>Brink</b></p>"

HTML = f"<div id='x'>{NAME}<blockquote><p>Late.<br>Very.</p></blockquote></div>"


def test_elements_are_told_by_where_they_stand() -> None:
    top = soup_of(HTML).div
    assert top is not None
    assert [tag.name for tag in below(top)] == ["p", "b", "blockquote", "p", "br"]
    bold, quoted = list(below(top))[1], list(below(top))[3]
    assert (holds(top, "b"), holds(quoted, "b")) == (True, False)
    assert (within(quoted, "blockquote"), within(bold, "blockquote")) == (True, False)
    assert nearest(bold, "div", "p") is bold.parent
    assert (is_inside(bold, top), is_inside(top, bold)) == (True, False)


def test_a_name_is_read_from_its_end() -> None:
    top = soup_of(HTML).div
    assert top is not None
    assert last_words(next(below(top))) == {"author", "name"}
    assert last_words(top) == {"x"}


def test_text_is_one_line_and_lines_are_what_a_browser_breaks() -> None:
    top = soup_of(HTML).div
    assert top is not None
    assert text(top) == "Ida Brink Late. Very."
    assert text(top, without=[list(below(top))[1]]) == "Ida Late. Very."
    assert lines(top) == ["Ida Brink", "Late.", "Very."]
