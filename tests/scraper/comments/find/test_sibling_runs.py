"""Comments that are no element of their own but a run of neighbours."""

from __future__ import annotations

from tests.scraper.comments.layouts import AT, FLAT, TEXTS, holds
from tests.scraper.comments.said import read


def test_definition_lists() -> None:
    items = "".join(
        f"<dt>{who} wrote on 4 December 2012, 10:31</dt><dd><p>{text}</p></dd>" for who, text in TEXTS.items()
    )
    holds(read(f'<div id="comments"><h3>3 Comments</h3><dl>{items}</dl></div>'), FLAT)


def test_a_definition_list_below_a_heading_that_counts_it() -> None:
    items = "".join(
        f"<dt><strong>{who}</strong>, 4 December 2012, 10:31</dt><dd>{text}</dd>" for who, text in TEXTS.items()
    )
    holds(read(f"<h3>3 Comments</h3><dl>{items}</dl>"), FLAT)


def test_loose_text_between_rules() -> None:
    items = "".join(f"<b>{who}</b> (4 December 2012, 10:31)<br>{text}<hr>" for who, text in TEXTS.items())
    holds(read(f'<div class="comments"><h3>Comments</h3><hr>{items}</div>'), FLAT)


def test_paragraphs_between_rules() -> None:
    items = "".join(
        f"<p>{text}</p><p>Posted by <a href='https://who.example/'>{who}</a> on 4 December 2012, 10:31</p><hr>"
        for who, text in TEXTS.items()
    )
    holds(read(f'<div id="comments">{items}</div>'), FLAT)


def test_a_row_for_the_name_and_one_for_the_text() -> None:
    rows = "".join(
        f'<tr class="head"><td><b>{who}</b></td><td>4 December 2012, 10:31</td></tr>'
        f'<tr><td colspan="2">{text}</td></tr>'
        for who, text in TEXTS.items()
    )
    holds(read(f'<table class="comments">{rows}</table>'), FLAT)


def test_a_row_for_each_comment() -> None:
    rows = "".join(
        f"<tr><td><b>{who}</b><br>4 December 2012, 10:31</td><td>{text}</td></tr>" for who, text in TEXTS.items()
    )
    holds(read(f'<table id="comments">{rows}</table>'), FLAT)


def test_a_heading_and_a_paragraph() -> None:
    items = "".join(
        f"<h4>{who}</h4><p><small>4 December 2012, 10:31</small></p><p>{text}</p>" for who, text in TEXTS.items()
    )
    holds(read(f'<div id="comments"><h2>3 Comments</h2>{items}<form><textarea></textarea></form></div>'), FLAT)


def test_anchors_before_paragraphs() -> None:
    items = "".join(
        f'<a name="c{n}"></a><p>{text}</p><p>{who}, 4 December 2012, 10:31</p>'
        for n, (who, text) in enumerate(TEXTS.items(), 500)
    )
    found = read(f'<div id="comments"><h2>Comments</h2>{items}</div>')
    assert [c.id for c in found] == ["500", "501", "502"]
    assert [(c.text, c.at) for c in found] == [(text, AT) for text in TEXTS.values()]


def test_the_words_before_the_name_and_the_date() -> None:
    items = "".join(
        f'<div class="comment"><div class="comment-text">{text}</div>'
        f'<div class="comment-foot">{who} &ndash; <span class="date">4 December 2012, 10:31</span></div></div>'
        for who, text in TEXTS.items()
    )
    holds(read(f'<div class="comments">{items}</div>'), FLAT)
