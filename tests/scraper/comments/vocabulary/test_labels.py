"""What is printed around a comment's words: labels are told from words, however long the line."""

from __future__ import annotations

import pytest

from scraper import parse
from scraper.comments.vocabulary.labels import before_date, clean_name, is_only_labels


@pytest.mark.parametrize(
    "text", ["", "says:", "am 17.07.2011 um 10:31", "Comment by", "@", "by@by", "#1234567890 |", "5 h"]
)
def test_labels_are_only_labels(text: str) -> None:
    assert is_only_labels(text)


@pytest.mark.parametrize("text", ["Anna", "says Anna", "5h", "12 kettles", "byby"])
def test_a_word_that_is_no_label_is_told(text: str) -> None:
    assert not is_only_labels(text)


@pytest.mark.parametrize(
    "text",
    [
        "3.14159265358979323846264338327950288419716939937510 is pi",
        "0171 1234567, 0172 7654321, 0173 5556667: one of these answers",
        "h@" * 38 + "pot",
        "by " * 24 + "kettle",
        "a las a dit ha detto " * 3 + "kettle",
    ],
)
def test_what_begins_with_labels_is_told_at_once(text: str) -> None:
    """Tried in every way of cutting it up, each of these would never end."""
    assert len(text) <= 80
    assert not is_only_labels(text)


def test_a_comment_of_numbers_is_read_like_any_other() -> None:
    said = ("3.14159265358979323846264338327950288 and so on", "0171 1234567, 0172 7654321, 0173 5556667: call one")
    comments = "".join(
        f'<li class="comment" id="comment-{number}"><cite class="fn">Ann</cite><p>{text}</p></li>'
        for number, text in enumerate(said, 12)
    )
    page = f'<body><article><h1>Tea</h1><p>{"Tea is late. " * 30}</p></article><ol class="commentlist">{comments}</ol>'
    assert tuple(each.text for each in parse(page.encode(), "https://tea.example/1").comments) == said


def test_white_space_within_a_name_is_no_work() -> None:
    """By the third power, as it was, this would take weeks."""
    assert clean_name("Anna" + " \n" * 50_000 + "Thimble says:") == "Anna Thimble"
    assert before_date(clean_name("Anna" + " " * 50_000 + "— 17.07.2011")) == "Anna"
