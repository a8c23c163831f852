"""The words of ids and classes: how they are cut, and that each word that is known can come of a cut."""

from __future__ import annotations

import pytest

from scraper.comments.vocabulary import class_names
from scraper.comments.vocabulary.class_names import words_of

LISTS = [
    "ONE_COMMENT", "COMMENTS", "REPLY_LIST", "ITEM", "CONTAINER", "FORM", "PING", "FIELD", "AREA", "ELSEWHERE",
    "AUTHOR", "NOT_AUTHOR", "DATE", "EDITED", "BODY", "NOT_BODY", "HEAD", "TITLE", "NOT_TITLE", "NOISE", "NOT_NOISE",
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_no_known_word_is_cut_in_two(name: str) -> None:
    known = getattr(class_names, name)
    assert len(known) > 0
    assert [word for word in known if words_of(word) != (word,)] == []


@pytest.mark.parametrize(
    ("token", "cut"),
    [
        ("li-comment-96", ("li", "comment")),
        ("mtbCommentBody", ("mtb", "comment", "body")),
        ("commentlist", ("comment", "list")),
        ("commentmetadata", ("comment", "metadata")),
        ("commentary", ("commentary",)),
        ("commenter-name", ("commenter", "name")),
        ("Comment_author__x7Yq2", ("comment", "author")),
    ],
)
def test_a_token_is_cut_into_words(token: str, cut: tuple[str, ...]) -> None:
    assert words_of(token) == cut
