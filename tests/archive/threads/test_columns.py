"""What goes into columns comes back out of them."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from archive.threads import columns
from scraper.thread import Article, Author, Comment, Kind, State, Thread

words = st.none() | st.text(st.characters(codec="utf-8"), max_size=8)
truths = st.sampled_from([None, True, False])
numbers = st.none() | st.integers(0, 9)

comments = st.builds(
    Comment,
    text=st.text(st.characters(codec="utf-8"), max_size=8),
    author=st.builds(Author, name=words, url=words, avatar=words, is_article_author=truths),
    published=words,
    published_text=words,
    kind=st.sampled_from(get_args(Kind)),
    state=st.sampled_from(get_args(State)),
    permalink=words,
    likes=numbers,
    dislikes=numbers,
    edited=truths,
    parent_id=words,
)


@given(comments, words)
def test_a_comment_comes_back_as_it_went(said: Comment, system_id: str | None) -> None:
    row = dict.fromkeys(columns.SHOWN) | columns.values(columns.comment_columns(said)) | {"depth": 0}
    assert columns.comment([row[name] for name in columns.SHOWN], None, system_id) == replace(said, id=system_id)


def test_a_reply_says_whom_it_answers_by_its_place() -> None:
    reply = Comment("No.", parent=3, parent_id="77", depth=2)
    row = dict.fromkeys(columns.SHOWN) | columns.values(columns.comment_columns(reply)) | {"depth": 2}
    assert row["parent_system_id"] is None
    assert columns.comment([row[name] for name in columns.SHOWN], 3, None) == replace(reply, parent_id=None)


def test_an_article_and_what_is_around_it_come_back() -> None:
    article = Article("Kettles", "Ida Tarn", "2026-01-02", "2026-01-03", "en", "It sang.", "<p>It sang.</p>", ("tin",))
    told = Thread("https://tea.example/1", article, canonical_url="https://tea.example/one", site="Tea", system="isso")
    row = {"url": told.url} | columns.values(columns.article_columns(told))
    assert columns.thread(row, article=columns.article(row)) == told


def test_what_no_column_can_hold_is_left_out() -> None:
    row = columns.comment_columns(Comment("half a \ud800 pair", likes=10**30))
    assert (row.text, row.likes) == ("half a ? pair", None)
