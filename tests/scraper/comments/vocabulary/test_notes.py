"""Sentences that systems print of a comment are told from what people write."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.comments.vocabulary import notes, words


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        (notes.SAYS_DELETED, "This comment was removed by its author."),
        (notes.SAYS_DELETED, "Dieser Kommentar wurde vom Autor gelöscht"),
        (notes.SAYS_DELETED, "[deleted]"),
        (notes.SAYS_DELETED, "Ce commentaire a été supprimé"),
        (notes.SAYS_DELETED_EAST, "このコメントは投稿者によって削除されました"),
        (notes.SAYS_DELETED_EAST, "该评论已被删除"),
        (notes.SAYS_HIDDEN, "Comment hidden due to low rating"),
        (notes.PENDING, "Your comment is awaiting moderation."),
        (notes.PENDING, "Tu comentario está pendiente de moderación"),
        (notes.IN_REPLY_TO, "In reply to Ida"),
        (notes.IN_REPLY_TO, "в ответ Иде"),
        (notes.COUNTS_LIKES, "Gefällt 3 Personen"),
        (notes.COUNTS_LIKES, "12 likes"),
        (notes.COUNTS_LIKES, "♥ 4"),
        (notes.NO_SUBJECT, "(no subject)"),
        (notes.NO_SUBJECT, "Kein Betreff"),
        (notes.REPEATED_SUBJECT, "Re: the tide"),
        (notes.REPEATED_SUBJECT, "AW[2]: die Flut"),
    ],
)
def test_it_is_known_in_every_language(expression: re.Pattern[str], said: str) -> None:
    assert expression.search(said)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        (notes.SAYS_DELETED, "I deleted the comment of my brother and nobody saw"),
        (notes.SAYS_HIDDEN, "The hidden harbour is the best one"),
        (notes.PENDING, "We wait for the ferry"),
        (notes.IN_REPLY_TO, "My reply was late"),
        (notes.COUNTS_LIKES, "I like 3 of them"),
        (notes.NO_SUBJECT, "No subjects at school"),
        (notes.REPEATED_SUBJECT, "Regarding: the tide"),
    ],
)
def test_what_people_write_is_another_thing(expression: re.Pattern[str], said: str) -> None:
    assert not expression.search(said)


@given(st.from_regex(words.either("pending", "hidden"), fullmatch=True))
def test_a_stem_stands_in_every_note(note: str) -> None:
    assert any(stem in note.lower() for stem in notes.NOTE_STEMS)


@given(st.from_regex(words.either("likes"), fullmatch=True))
def test_a_stem_stands_in_every_phrase_of_likes(phrase: str) -> None:
    assert any(stem in phrase.lower() for stem in notes.LIKE_STEMS)
