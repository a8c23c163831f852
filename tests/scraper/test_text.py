from __future__ import annotations

import pytest

from scraper.text import bounded_references, encodable, squeeze, unescape


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("&lt;p&gt; &#9731; &#x2603;", "<p> \N{SNOWMAN} \N{SNOWMAN}"),
        (f"&#{'9' * 5_000};", "\ufffd"),
        (f"a &#{'0' * 5_000} b", "a \ufffd b"),
        ("&#1114112;", "\ufffd"),
        ("&#", "&#"),
    ],
)
def test_character_references_are_read_however_long_they_are(text: str, expected: str) -> None:
    assert unescape(text) == expected


def test_markup_keeps_its_references_but_for_those_without_end() -> None:
    assert bounded_references(f"<p>&#9731; &#{'9' * 30}; &amp;</p>") == "<p>&#9731; \ufffd &amp;</p>"


def test_a_line_has_single_spaces_and_nothing_invisible() -> None:
    assert squeeze(" har\u00adbour\x00 \n\t mas\u200bter ") == "harbour master"
    assert squeeze("high\u00a0\u2003water\n\nmark") == squeeze("high   water\tmark") == "high water mark"
    assert squeeze(None) == squeeze("") == ""


def test_half_an_emoji_does_not_keep_a_text_from_being_written() -> None:
    assert encodable("tide \N{WATER WAVE} \ud83c").encode() == "tide \N{WATER WAVE} ?".encode()
