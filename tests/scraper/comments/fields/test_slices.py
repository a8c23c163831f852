"""A region's HTML is cut into the own parts of its comments."""

from __future__ import annotations

from scraper.comments.fields.slices import own_parts
from scraper.comments.find.regions import MARK


def test_what_is_nested_belongs_to_itself_alone() -> None:
    html = (
        f'<ol><li {MARK}="0"><p>One<br>and more</p><ul><li {MARK}="1"><p>Two</p></li></ul><i>end</i></li>'
        f'<li {MARK}="2"><!-- <li> --><img src="x">Three</li></ol>'
    )
    assert own_parts(html) == {
        0: f'<li {MARK}="0"><p>One<br>and more</p><ul></ul><i>end</i></li>',
        1: f'<li {MARK}="1"><p>Two</p></li>',
        2: f'<li {MARK}="2"><!-- <li> --><img src="x">Three</li>',
    }


def test_a_region_without_marks_has_no_parts() -> None:
    assert own_parts("<ol><li>One</li></ol>") == {}


def test_thousands_of_levels_are_cut() -> None:
    levels = 5000
    html = "".join(f'<div {MARK}="{level}">{level}' for level in range(levels)) + "</div>" * levels
    assert own_parts(html)[levels - 1] == f'<div {MARK}="{levels - 1}">{levels - 1}</div>'
