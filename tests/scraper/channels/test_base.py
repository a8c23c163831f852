"""What all channels share: threads out of flat answers, whether all was had, and answers that cannot be read."""

from __future__ import annotations

import pytest

from scraper.channels.base import Answer, Kept, Reading, judged, not_by_count, read_each, threaded, words
from scraper.errors import NotAPage
from scraper.incomplete import Code, Incomplete
from scraper.thread import Comment

BROKE_OFF = Incomplete(Code.PAGE_FAILED, "HTTP 500")


def test_comments_stand_once_below_the_ones_they_name_wherever_those_come() -> None:
    flat = [
        Comment("late", id="3", parent_id="1"),
        Comment("first", id="1"),
        Comment("first again", id="1"),
        Comment("lost", id="7", parent_id="5"),
        Comment("of itself", id="9", parent_id="9"),
    ]
    found = [(each.text, each.parent, each.parent_id) for each in threaded(flat)]
    assert found == [("first", None, None), ("late", 0, None), ("lost", None, "5"), ("of itself", None, None)]


@pytest.mark.parametrize(
    ("count", "declared", "reason", "complete", "why"),
    [
        (3, 3, None, True, None),
        (4, 3, None, True, None),
        (2, 3, None, False, Incomplete(Code.TOO_FEW, "2 of 3")),
        (2, None, None, None, None),
        (3, 3, BROKE_OFF, False, BROKE_OFF),
    ],
)
def test_whether_all_comments_were_had(
    count: int, declared: int | None, reason: Incomplete | None, complete: bool | None, why: Incomplete | None
) -> None:
    assert judged(count, declared, reason) == (complete, why)


def test_a_reading_has_its_comments_in_order_and_is_judged_by_how_many_are_left() -> None:
    flat = [Comment("late", id="3", parent_id="1"), Comment("first", id="1"), Comment("first again", id="1")]
    reading = Reading.of(flat, ("isso", "talk.example"), 3, None, "http://a.example/")
    assert [each.text for each in reading.comments] == ["first", "late"]
    assert (reading.id_system, reading.id_scope, reading.page) == ("isso", "talk.example", "http://a.example/")
    assert (reading.declared_count, reading.incomplete) == (3, Incomplete(Code.TOO_FEW, "2 of 3"))


def test_a_reason_that_only_compares_numbers_is_none_to_keep() -> None:
    _, by_count = judged(2, 3)
    assert not_by_count(by_count) is None
    assert not_by_count(BROKE_OFF) == BROKE_OFF


def _read(answer: Answer) -> str:
    if answer.data == b"bad":
        raise NotAPage(f"{answer.url}: bad")
    return answer.data.decode()


def _kept(*data: bytes, failed: Incomplete | None = None) -> Kept:
    answers = tuple(
        Answer(f"http://a.example/{place}", f"http://a.example/{place}", each) for place, each in enumerate(data)
    )
    return Kept("http://a.example/", answers, failed=failed)


def test_what_could_not_be_read_at_first_is_passed_over() -> None:
    assert [read for _, read in read_each(_kept(b"bad", b"one", b"two"), _read)] == ["one", "two"]


def test_what_could_not_be_read_later_is_an_error_unless_it_was_known() -> None:
    with pytest.raises(NotAPage, match="/1: bad"):
        read_each(_kept(b"one", b"bad"), _read)
    assert len(read_each(_kept(b"one", b"bad", failed=BROKE_OFF), _read)) == 1


@pytest.mark.parametrize(("data", "message"), [((b"bad",), "/0: bad"), ((), "nothing was kept")])
def test_where_nothing_can_be_read_the_error_says_why(data: tuple[bytes, ...], message: str) -> None:
    with pytest.raises(NotAPage, match=message):
        read_each(_kept(*data), _read)


def test_words_are_plain_text_and_safe_markup() -> None:
    assert words("<p>See <a href='/x'>it</a></p><script>x</script>", "http://a.example/") == (
        "See it",
        '<p>See <a href="http://a.example/x" rel="nofollow noopener noreferrer">it</a></p>',
    )
