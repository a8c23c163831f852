from __future__ import annotations

import random
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Archive, Visit
from archive.threads.history import (
    Listed,
    Place,
    Seen,
    pack,
    places,
    reading_order,
    replay,
    unpack,
)
from scraper.thread import Comment, Thread, arrange
from tests.support.threads import comment, contents, healthy, thread

PARTS = pytest.mark.parametrize("part", [1, *(pytest.param(part, marks=pytest.mark.slow) for part in (2, 3, 4))])
"""The first part of the examples always, the others where there is time."""

listings = st.lists(st.integers(1, 8), unique=True, max_size=8)


def seen(at: int, listed: list[int], *, complete: bool | None = True, channel: str = "page") -> Seen:
    entries = tuple(Listed(number, 1, None) for number in listed)
    return Seen(f"2026-01-01T00:00:{at:02}Z", channel, hash((channel, complete, *listed)), complete, entries)


@given(st.lists(st.tuples(listings, st.sampled_from([True, False, None])), max_size=12), st.randoms())
def test_what_is_gone_and_when_it_was_seen_follows_from_the_visits_alone(
    story: list[tuple[list[int], bool | None]], chance: random.Random
) -> None:
    visits = [seen(at, listed, complete=complete) for at, (listed, complete) in enumerate(story)]
    shuffled = list(visits)
    chance.shuffle(shuffled)
    history = replay(shuffled)

    for number in {number for listed, _ in story for number in listed}:
        shown = [visit for visit, (listed, _) in zip(visits, story, strict=True) if number in listed]
        after = [visit.at for visit in visits if visit.at > shown[-1].at and visit.complete]
        standing = history.standings[number]
        assert standing.first_seen == shown[0].at
        assert standing.gone_since == (after[0] if after else None)
        if after:
            assert standing.last_seen == shown[-1].at
    assert sorted(history.order) == sorted(history.standings)


@pytest.mark.parametrize("first", ["page", "feed"])
def test_a_channel_that_prints_deep_replies_in_one_level_takes_no_parent_away(first: str) -> None:
    flat = Seen("", "page", 1, True, (Listed(1, 1, None), Listed(2, 1, 1), Listed(3, 1, 1), Listed(4, 1, 1)))
    deep = Seen("", "feed", 2, None, (Listed(1, 1, None), Listed(2, 1, 1), Listed(3, 1, 2), Listed(4, 1, 3)))
    visits = [flat, deep] if first == "page" else [deep, flat]
    longer = replace(flat, observation=3, listed=(*flat.listed, Listed(5, 1, 1)))
    history = replay(replace(visit, at=f"2026-01-0{day}") for day, visit in enumerate([*visits, longer], 1))
    assert {number: standing.parent for number, standing in history.standings.items()} == {
        1: None,
        2: 1,
        3: 2,
        4: 3,
        5: 1,
    }


def test_a_channel_that_names_another_parent_than_before_is_believed() -> None:
    deep = Seen("2026-01-01", "feed", 1, None, (Listed(1, 1, None), Listed(2, 1, 1), Listed(3, 1, 2)))
    lifted = replace(deep, at="2026-01-02", observation=2, listed=(Listed(1, 1, None), Listed(3, 1, 1)))
    assert replay([deep, lifted]).standings[3].parent == 1


def test_only_a_complete_observation_orders_what_is_known() -> None:
    visits = [seen(1, [1, 2, 3]), seen(2, [4, 3, 2], channel="feed", complete=None)]
    assert replay(visits).order == [1, 2, 3, 4]
    assert replay([*visits, seen(3, [3, 2, 1])]).order == [3, 4, 2, 1]


def test_a_channel_takes_back_only_what_it_has_shown() -> None:
    history = replay([seen(1, [1, 2], channel="feed", complete=None), seen(2, [1]), seen(3, [1], channel="feed")])
    assert history.standings[2].gone_since == "2026-01-01T00:00:03Z"
    history = replay([seen(1, [2], channel="feed", complete=None), seen(2, [1])])
    assert history.standings[2].gone_since is None


def test_a_repeated_observation_does_not_undo_what_another_channel_showed_since() -> None:
    visits = [seen(1, [1, 2]), seen(2, [1]), seen(3, [1, 2], channel="feed", complete=None), seen(4, [1])]
    assert replay(visits).standings[2].gone_since is None


def test_a_reply_keeps_the_parent_that_a_later_visit_leaves_out() -> None:
    first = Seen("2026-01-01T00:00:01Z", "page", 1, True, (Listed(1, 1, None), Listed(2, 1, 1)))
    later = Seen("2026-01-01T00:00:02Z", "page", 2, True, (Listed(2, 1, None),))
    assert places(replay([first, later])) == [Place(1, None, 0, 1), Place(2, 1, 1, 0)]


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), unique_by=lambda pair: pair[0]))
def test_any_parents_make_a_tree_even_in_a_circle(pairs: list[tuple[int, int]]) -> None:
    parents = {number: parent or None for number, parent in pairs}
    placed = reading_order(list(parents), parents)
    assert sorted(place.comment for place in placed) == sorted(parents)
    for position, place in enumerate(placed):
        subtree = placed[position : position + place.descendants + 1]
        assert all(below.depth > place.depth for below in subtree[1:])
        assert place.parent in (None, parents[place.comment])
        following = placed[position + place.descendants + 1 : position + place.descendants + 2]
        assert all(after.depth <= place.depth for after in following)


@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(1, 99), st.none() | st.integers(1, 10**9))))
def test_a_listing_unpacks_to_what_was_packed(entries: list[tuple[int, int, int | None]]) -> None:
    listed = tuple(Listed(*entry) for entry in entries if entry[2] != entry[0])
    assert unpack(pack(listed)) == listed


def test_a_listing_of_20000_new_comments_takes_next_to_nothing() -> None:
    assert len(pack([Listed(number, 1, None) for number in range(1, 20001)])) < 1000


# --- whole histories through the store ---

TREE = {"2": "1", "3": "1", "5": "4", "6": "5"}  # who answers whom, of comments 1 to 8

states = st.dictionaries(st.sampled_from("12345678"), st.sampled_from(["as it was", "edited", "edited again"]))


def shown(state: dict[str, str], *, complete: bool | None) -> Thread:
    """A page that shows these comments in these wordings; an answer whose parent is missing stands at the top."""
    ids = sorted(state)
    listed: list[Comment] = []
    for number in ids:
        parent = TREE.get(number)
        listed.append(
            comment(
                f"{number} {state[number]}",
                id=number,
                parent=ids.index(parent) if parent in state else None,
                parent_id=parent,
            )
        )
    return thread(*arrange(listed), complete=complete)


def told(archive: Archive, uid: str) -> list[tuple[object, ...]]:
    document = archive.thread(uid)
    return [
        (
            each.id,
            each.text,
            each.depth,
            document.comments[each.parent].id if each.parent is not None else each.parent_id,
            each.first_seen,
            each.last_seen,
            each.gone_since,
        )
        for each in document.comments
    ]


@PARTS
@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(states, st.sampled_from([True, False, None])), min_size=1, max_size=7), st.randoms())
def test_a_history_is_the_same_in_whatever_order_its_visits_arrive(
    part: int, story: list[tuple[dict[str, str], bool | None]], chance: random.Random
) -> None:
    visits = [(f"2026-01-{day:02}T00:00:00Z", state, complete) for day, (state, complete) in enumerate(story, 1)]
    shuffled = list(visits)
    chance.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as folder:
        results = []
        for name, order in (("ordered.db", visits), ("shuffled.db", shuffled)):
            with Archive.open(Path(folder) / name) as archive:
                for at, state, complete in order:
                    uid = archive.save(shown(state, complete=complete), observed_at=at).uid
                results.append(told(archive, uid))
            assert healthy(Path(folder) / name)
    assert results[0] == results[1]

    for number in {number for _, state, _ in visits for number in state}:
        showing = [(at, state[number]) for at, state, _ in visits if number in state]
        after = [at for at, _, complete in visits if complete and at > showing[-1][0]]
        entry = next(entry for entry in results[0] if entry[0] == number)
        assert entry[1] == f"{number} {showing[-1][1]}"
        assert entry[4] == showing[0][0]
        assert entry[6] == (after[0] if after else None)
        if after:
            assert entry[5] == showing[-1][0]


def test_whom_a_comment_answers_is_learned_from_an_older_visit_in_another_wording(tmp_path: Path) -> None:
    story: list[dict[str, str]] = [
        {"5": "as it was", "7": "as it was"},
        {"3": "as it was", "6": "as it was", "7": "as it was"},
        {"5": "as it was", "6": "edited", "8": "as it was"},
    ]
    results = []
    for name, days in (("ordered.db", (1, 2, 3)), ("backwards.db", (3, 2, 1))):
        with Archive.open(tmp_path / name) as archive:
            for day in days:
                uid = archive.save(shown(story[day - 1], complete=False), observed_at=f"2026-01-0{day}").uid
            results.append(told(archive, uid))
    assert results[0] == results[1]


@PARTS
@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(states, st.sampled_from([True, False, None])), min_size=1, max_size=5))
def test_nothing_that_was_once_seen_is_lost(part: int, story: list[tuple[dict[str, str], bool | None]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "a.db") as archive:
        for day, (state, complete) in enumerate(story, 1):
            archive.save(shown(state, complete=complete), observed_at=f"2026-01-{day:02}")
        stored = contents(archive.path)
        texts = {row[13] for row in stored["comments"]} | {row[6] for row in stored["comment_versions"]}
    assert texts >= {f"{number} {words}" for state, _ in story for number, words in state.items()}
    assert len(stored["comments"]) == len({number for state, _ in story for number in state})


@pytest.mark.parametrize("late", [False, True])
def test_an_answer_finds_its_parent_when_that_is_seen_later(tmp_path: Path, *, late: bool) -> None:
    answer = thread(comment("So do I.", id="2", parent_id="1"), complete=False)
    whole = replace(answer, comments=(comment("I like tea.", id="1"),))
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(answer, observed_at="2026-01-02")
        uid = archive.save(whole, observed_at="2026-01-03" if late else "2026-01-01").uid
        assert [(each.id, each.depth) for each in archive.thread(uid).comments] == [("1", 0), ("2", 1)]


talks = st.lists(
    st.tuples(st.sampled_from(["Anna Thimble", "Bo Larch"]), st.sampled_from(["Thanks!", "So?"])), max_size=5
)


@PARTS
@settings(max_examples=10, deadline=None)
@given(st.lists(talks, min_size=1, max_size=5))
def test_without_ids_equal_words_stay_as_many_as_one_page_ever_showed(
    part: int, story: list[list[tuple[str, str]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "a.db") as archive:
        for day, talk in enumerate(story, 1):
            document = thread(*(comment(text, author) for author, text in talk), id_system=None, id_scope=None)
            saved = archive.save(document, observed_at=f"2026-01-{day:02}")
            assert saved.comment_count == len(talk)
        kept = Counter((each.author.name, each.text) for each in archive.thread(saved.uid).comments)
    most: Counter[tuple[str | None, str]] = Counter()
    for talk in story:
        most |= Counter(talk)
    assert kept == most


def test_each_channel_takes_back_its_own_comments_through_the_store(tmp_path: Path) -> None:
    page = thread(comment("One", id="1"), comment("Two", id="2"))
    feed = replace(page, comments=(comment("Two", id="2"), comment("Three", id="3")), complete=None)
    feed_visit = Visit(page.url, channel="feed")
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(page, observed_at="2026-01-01")
        assert archive.save(feed, observed_at="2026-01-02", visit=feed_visit).new == 1
        before = contents(archive.path)
        assert archive.save(page, observed_at="2026-01-03").outcome == "unchanged"
        assert archive.save(feed, observed_at="2026-01-04", visit=feed_visit).outcome == "unchanged"
        assert contents(archive.path) == before
        shorter = replace(page, comments=page.comments[:1])
        saved = archive.save(shorter, observed_at="2026-01-05")
        kept = archive.thread(saved.uid)
    assert [(each.text, each.gone_since) for each in kept.comments] == [
        ("One", None),
        ("Two", "2026-01-05T00:00:00Z"),
        ("Three", None),
    ]
    assert kept.comments[1].last_seen == "2026-01-04T00:00:00Z"
    assert [(channel.name, channel.complete, channel.count) for channel in kept.channels] == [
        ("page", True, 1),
        ("feed", None, 2),
    ]
