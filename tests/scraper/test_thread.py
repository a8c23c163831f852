from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.errors import DocumentError
from scraper.incomplete import Code, Incomplete
from scraper.thread import (
    FORMAT,
    MAX_NESTING,
    VERSION,
    Article,
    Author,
    Channel,
    Comment,
    Kind,
    State,
    Thread,
    arrange,
    reading_order,
)

URL = "https://harbour.example/tide"
WORDS = st.text(max_size=12)
MAYBE = st.none() | WORDS
TRUTH = st.none() | st.booleans()
NUMBERS = st.none() | st.integers(0, 10**6)
DAYS = st.sampled_from([None, "2012-12-04", "2012-12-04T10:31", "2012-12-04T10:31:00-05:00", "2012-12-04T10:31:00Z"])
MOMENTS = st.sampled_from([None, "2026-01-02T03:04:05Z"])
AUTHORS = st.builds(Author, MAYBE, MAYBE, MAYBE, TRUTH)


@st.composite
def comments(draw: st.DrawFn) -> tuple[Comment, ...]:
    """A tree of any shape, often with a long stem, so that it also grows beyond MAX_NESTING."""
    stem = draw(st.sampled_from([0, 0, 1, 3, MAX_NESTING - 2, MAX_NESTING + 20]))
    parents: list[int | None] = [position - 1 if position else None for position in range(stem)]
    for position in range(stem, stem + draw(st.integers(0, 12))):
        above = st.integers(max(0, position - 8), position - 1) if position else st.none()
        parents += [draw(st.none() | above)]
    plain = [Comment(f"stem {position}", id=str(position), parent=position - 1) for position in range(1, stem)]
    made = [Comment("stem 0", id="0"), *plain] if stem else []
    for position in range(stem, len(parents)):
        parent = parents[position]
        made.append(
            Comment(
                text=draw(WORDS),
                html=draw(WORDS),
                id=draw(st.none() | st.just(str(position))),
                parent=parent,
                parent_id=draw(MAYBE) if parent is None else None,
                author=draw(AUTHORS),
                published=draw(DAYS),
                published_text=draw(MAYBE),
                kind=draw(st.sampled_from(get_args(Kind))),
                state=draw(st.sampled_from(get_args(State))),
                permalink=draw(MAYBE),
                likes=draw(NUMBERS),
                dislikes=draw(NUMBERS),
                edited=draw(TRUTH),
                uid=draw(MAYBE),
                first_seen=draw(MOMENTS),
                last_seen=draw(MOMENTS),
                gone_since=draw(MOMENTS),
            )
        )
    return arrange(made)


ARTICLES = st.builds(
    Article,
    title=MAYBE,
    author=MAYBE,
    published=DAYS,
    modified=DAYS,
    language=st.sampled_from([None, "en", "pt-BR"]),
    text=WORDS,
    html=WORDS,
    tags=st.lists(WORDS, max_size=3).map(tuple),
    first_seen=MOMENTS,
    gone_since=MOMENTS,
)
THREADS = st.builds(
    Thread,
    url=st.just(URL),
    article=ARTICLES,
    comments=comments(),
    canonical_url=MAYBE,
    site=MAYBE,
    fetched_at=MOMENTS,
    system=MAYBE,
    id_system=MAYBE,
    id_scope=MAYBE,
    declared_count=NUMBERS,
    complete=TRUTH,
    incomplete=st.none() | st.builds(Incomplete, st.sampled_from(Code), MAYBE),
    channels=st.lists(st.builds(Channel, WORDS, MOMENTS, TRUTH, NUMBERS), max_size=2).map(tuple),
    uid=MAYBE,
)


@pytest.fixture(scope="module")
def schema() -> Any:
    from jsonschema import Draft202012Validator

    found = json.loads(files("scraper").joinpath("thread.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def chain(length: int) -> Thread:
    """Comments that each answer the one before."""
    made = (Comment(str(n), id=str(n), parent=n - 1 if n else None, depth=n) for n in range(length))
    return Thread(URL, comments=tuple(made))


def minimal(**more: Any) -> dict[str, Any]:
    return {"format": FORMAT, "version": VERSION, "url": URL, "article": {}, "comments": [], **more}


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(THREADS)
def test_any_thread_comes_back_from_its_document_as_json_and_is_valid(schema: Any, thread: Thread) -> None:
    document = json.loads(json.dumps(thread.to_dict()))
    assert Thread.from_dict(document) == thread
    schema.validate(document)


@pytest.mark.slow
def test_a_thread_5000_replies_deep_comes_back_from_its_document(schema: Any) -> None:
    thread = chain(5000)
    document = json.loads(json.dumps(thread.to_dict()))
    assert Thread.from_dict(document) == thread
    schema.validate(document)


def test_deeper_replies_stand_at_the_last_level_with_their_true_parent_and_depth() -> None:
    node = chain(MAX_NESTING + 4).to_dict()["comments"][0]
    for _ in range(MAX_NESTING):
        level = node["replies"]
        node = level[0]
    assert [(reply["id"], reply["parent"], reply["depth"]) for reply in level] == [
        (str(n), str(n - 1), n) for n in range(MAX_NESTING, MAX_NESTING + 4)
    ]
    assert all(reply["replies"] == [] for reply in level)


def test_branches_below_the_last_level_come_back_to_the_comments_they_answer() -> None:
    stem = chain(MAX_NESTING + 2).comments
    branch = [Comment("a", parent=MAX_NESTING), Comment("b", parent=MAX_NESTING - 1), Comment("c", parent=0)]
    thread = Thread(URL, comments=arrange([*stem, *branch]))
    assert Thread.from_dict(thread.to_dict()) == thread


def test_a_document_counts_what_is_visible_and_what_is_gone() -> None:
    thread = Thread(URL, comments=(Comment("here"), Comment("gone", gone_since="2026-01-01T00:00:00Z"), Comment("too")))
    document = thread.to_dict()
    assert (document["comment_count"], document["gone_count"]) == (2, 1)


def test_a_reply_names_its_parent_by_uid_else_by_id_else_by_what_the_page_stated() -> None:
    first = Comment("a", id="7", uid="u-7")
    second = Comment("b", id="8")
    orphan = Comment("c", parent_id="4")
    replies = [Comment("to a", parent=0), Comment("to b", parent=1)]
    top = Thread(URL, comments=arrange([first, second, orphan, *replies])).to_dict()["comments"]
    assert [top[0]["replies"][0]["parent"], top[1]["replies"][0]["parent"], top[2]["parent"]] == ["u-7", "8", "4"]


def test_unknown_keys_are_passed_over_at_every_level() -> None:
    document = minimal(
        mood="calm",
        article={"title": "Tide", "weather": 3},
        channels=[{"name": "page", "colour": "blue"}],
        comments=[{"text": "Hello", "stars": 5, "author": {"name": "Ida", "shoe": 39}}],
    )
    thread = Thread.from_dict(document)
    assert thread == Thread(
        URL,
        article=Article(title="Tide"),
        comments=(Comment("Hello", author=Author("Ida")),),
        channels=(Channel("page"),),
    )


def test_what_a_thread_holds_beside_its_document_is_not_read_from_one() -> None:
    thread = Thread.from_dict(minimal(pages=["http://elsewhere.example/"], parser="9.9"))
    assert (thread.pages, thread.parser) == ((), None)


@pytest.mark.parametrize(
    "document",
    [
        {"format": FORMAT, "url": URL},
        minimal(article=None, comments=None, channels=None),
        {"format": FORMAT, "version": VERSION, "url": URL, "article": {"tags": None}, "comments": []},
    ],
)
def test_absent_keys_and_nulls_are_what_is_not_known(document: dict[str, Any]) -> None:
    assert Thread.from_dict(document) == Thread(URL)


def test_a_comment_with_no_keys_at_all_is_an_empty_comment() -> None:
    assert Thread.from_dict(minimal(comments=[{}])).comments == (Comment(""),)


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({}, "not a thread document"),
        ({"format": "afterword/article", "url": URL}, "afterword/article"),
        ({"format": FORMAT, "version": VERSION + 1, "url": URL}, f"version {VERSION + 1}"),
        ({"format": FORMAT, "version": VERSION}, '"url"'),
        (minimal(url=7), '"url"'),
        (minimal(article=["Tide"]), '"article"'),
        (minimal(article={"tags": 5}), '"tags"'),
        (minimal(channels=5), '"channels"'),
        (minimal(channels=["page"]), '"channels"'),
        (minimal(comments={"text": "alone"}), '"comments"'),
        (minimal(comments=["words"]), '"comments"'),
        (minimal(comments=[{"author": "Ida"}]), '"author"'),
        (minimal(comments=[{"replies": {"text": "alone"}}]), '"replies"'),
        (minimal(comments=[{"kind": "tweet"}]), "tweet"),
        (minimal(comments=[{"state": "sleeping"}]), "sleeping"),
    ],
)
def test_a_document_that_does_not_hold_together_is_refused_with_what_is_wrong(
    document: dict[str, Any], says: str
) -> None:
    with pytest.raises(DocumentError, match=says):
        Thread.from_dict(document)


@pytest.mark.parametrize(
    "wrong",
    [
        (Comment("a", depth=1),),
        (Comment("a", parent=0),),
        (Comment("a"), Comment("b", parent=1, depth=1)),
        (Comment("a"), Comment("b", depth=1)),
        (Comment("a"), Comment("b"), Comment("c", parent=0, depth=1)),
    ],
)
def test_a_thread_whose_comments_are_not_in_reading_order_cannot_be_made(wrong: tuple[Comment, ...]) -> None:
    with pytest.raises(DocumentError):
        Thread(URL, comments=wrong)


def test_comments_are_arranged_with_each_reply_below_its_parent_and_siblings_in_the_order_given() -> None:
    given_order = [
        Comment("a"),
        Comment("b"),
        Comment("a1", parent=0),
        Comment("b1", parent=1),
        Comment("a2", parent=0),
    ]
    assert [(c.text, c.parent, c.depth) for c in arrange(given_order)] == [
        ("a", None, 0),
        ("a1", 0, 1),
        ("a2", 0, 1),
        ("b", None, 0),
        ("b1", 3, 1),
    ]


def test_a_reply_may_stand_before_the_comment_that_it_answers() -> None:
    assert [(c.text, c.depth) for c in arrange([Comment("reply", parent=1), Comment("first")])] == [
        ("first", 0),
        ("reply", 1),
    ]


def test_of_a_circle_one_comment_becomes_top_level_and_none_is_lost() -> None:
    circle = [Comment("a", parent=2), Comment("b", parent=0), Comment("c", parent=1), Comment("tail", parent=1)]
    arranged = arrange([*circle, Comment("own", parent=4)])
    assert sorted(c.text for c in arranged) == ["a", "b", "c", "own", "tail"]
    assert [c.text for c in arranged if c.parent is None] == ["a", "own"]
    Thread(URL, comments=arranged)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.none() | st.integers(-3, 12), max_size=12))
def test_any_parents_even_circles_and_nonsense_give_every_comment_once_in_reading_order(
    parents: list[int | None],
) -> None:
    order = reading_order(parents)
    assert sorted(old for old, _, _ in order) == list(range(len(parents)))
    made = tuple(Comment(str(old), parent=parent, depth=depth) for old, parent, depth in order)
    Thread(URL, comments=made)  # refuses what is not in reading order
    for old, parent, _ in order:
        stated = parents[old]
        if parent is not None:
            assert order[parent][0] == stated


def test_5000_replies_in_a_row_are_arranged() -> None:
    arranged = arrange([Comment(str(n), parent=n - 1 if n else None) for n in range(5000)])
    assert arranged[-1].depth == 4999
