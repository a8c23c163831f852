"""What a person wrote is kept whole."""

from __future__ import annotations

import pytest

from tests.scraper.comments.fields.one import one


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("<p>Reply to this if you dare.</p>", "Reply to this if you dare."),
        ("<p><strong>Early</strong> it was.</p><p>Very.</p>", "Early it was.\n\nVery."),
        ("<blockquote><p>On Monday Olav wrote: late.</p></blockquote><p>No.</p>", "On Monday Olav wrote: late.\n\nNo."),
        ("<p>See <a href='https://tide.example/'>the tide</a>.</p>", "See the tide."),
        ("<ul><li>rope</li><li>tar</li></ul>", "- rope\n- tar"),
        ("Loose words<br>in two lines", "Loose words\nin two lines"),
    ],
)
def test_the_words_are_kept_whole(words: str, text: str) -> None:
    assert one(f'<span class="author">Ida</span><div class="comment-text">{words}</div>').text == text
    assert one(f'<span class="author">Ida</span><div>{words}</div>').text == text
