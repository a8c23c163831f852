"""What is pressed and announced around a comment is not its text."""

from __future__ import annotations

import pytest

from tests.scraper.comments.fields.one import TEXT, one


@pytest.mark.parametrize(
    "around",
    [
        '<div class="reply"><a class="comment-reply-link" href="?replytocom=84#respond">Reply</a></div>',
        '<p class="comment-actions"><a href="#">Like</a> | <a href="#">Report</a> | <a href="#">Share</a></p>',
        '<span class="votes">+7</span>',
        '<form><textarea name="reply">Answer here</textarea><button>Send</button></form>',
        '<span class="screen-reader-text">Permalink</span>',
        '<a href="#comment-84">#</a>',
        "<script>vote(84)</script><style>p{}</style>",
        '<a href="#comment-84">Permalink</a>',
    ],
)
def test_what_stands_around_the_words_is_not_part_of_them(around: str) -> None:
    author = '<span class="author">Ida</span>'
    assert one(author + TEXT + around).text == "It was early."
    assert one(f"{author}<p>It was early.</p>{around}").text == "It was early."


@pytest.mark.parametrize(
    "button",
    [
        "<a href='#'>Répondre</a>",
        "<a class='commenter' href='#'>Commenter</a>",
        "<span>Melden</span>",
        "<a href='#'>Me gusta</a>",
        "<li><a href='#'>Report abuse</a></li>",
        "<span>Пожаловаться</span>",
        "<a href='#'>Click to expand...</a>",
        "<small>· Antworten ·</small>",
    ],
)
def test_buttons_are_no_words_of_a_person(button: str) -> None:
    head = '<span class="author">Ida</span> <span class="date">4 December 2012</span>'
    assert one(f"{head}<p>It was early.</p>{button}").text == "It was early."


def test_a_word_of_a_sentence_is_no_button() -> None:
    words = 'Here is the <a href="https://ida.example/">link</a> again, and <b>report</b> what you see.'
    comment = one(f'<span class="author">Ida</span> <span class="date">4 December 2012</span><p>{words}</p>')
    assert comment.text == "Here is the link again, and report what you see."
