from __future__ import annotations

import pytest

from scraper.comments.completeness.pagination import Pages, merge, own_number, page_number, thread_address
from scraper.incomplete import Code, Incomplete
from scraper.thread import Author, Comment, Thread

POST = "http://quayside.example/2012/11/the-hen"


@pytest.mark.parametrize(
    "page",
    [
        "/comment-page-2/",
        "/comment-page-2",
        "/comments/2",
        "/page/2/",
        "?cpage=2",
        "?commentPage=2#comments",
        "?comment_page=2",
        "?page=2",
        "?start=50",
        "/",
    ],
)
def test_pages_of_one_thread_have_one_address(page: str) -> None:
    assert thread_address(POST + page) == thread_address(POST)
    assert thread_address("http://www.quayside.example/2012/11/the-hen/") == thread_address(POST)


@pytest.mark.parametrize("other", ["-and-the-tide/", "/?lang=de", "?p=x2", "/comment-page-2/feed/", "?page=1&id=7"])
def test_other_addresses_are_other_threads(other: str) -> None:
    assert thread_address(POST + other) != thread_address(POST)


def test_an_address_tells_the_number_of_its_page() -> None:
    numbers = [page_number(POST + page) for page in ("/comment-page-12/", "?cpage=3", "?start=50", "/", "?cpage=all")]
    assert numbers == [12, 3, 50, None, None]


@pytest.mark.parametrize(
    ("linked", "own"), [([1, 2], 3), ([2, 3, 4], 1), ([1, 3], 2), ([7], 8), ([1], 2), ([2], None), ([2, 5], None)]
)
def test_the_number_of_a_page_is_the_one_that_it_does_not_link(linked: list[int], own: int | None) -> None:
    assert own_number(f"{POST}?cpage={number}" for number in linked) == own


def comment(number: int, **more: object) -> Comment:
    when = f"2012-11-{number:02}T10:00:00+00:00"
    values = {"id": str(number), "author": Author(f"Reader {number}"), "published": when, **more}
    return Comment(text=f"Word {number}.", **values)  # type: ignore[arg-type]


def page(*comments: Comment, **more: object) -> Thread:
    values: dict[str, object] = {
        "id_system": "wordpress",
        "complete": False,
        "incomplete": Incomplete(Code.FURTHER_PAGES),
        **more,
    }
    return Thread(POST, comments=comments, **values)  # type: ignore[arg-type]


def ids(thread: Thread) -> list[str | None]:
    return [comment.id for comment in thread.comments]


def test_a_comment_that_stands_on_two_pages_is_one() -> None:
    merged = merge(Pages(page(comment(1), comment(2)), {f"{POST}?cpage=2": page(comment(2), comment(3))}))
    assert ids(merged) == ["1", "2", "3"]
    assert merged.complete


def test_equal_words_of_one_author_on_one_page_stay_two_comments() -> None:
    said = Comment("Thanks!", author=Author("Ebbe"))
    merged = merge(
        Pages(page(said, said, id_system=None), {f"{POST}?cpage=2": page(said, Comment("No."), id_system=None)})
    )
    assert [each.text for each in merged.comments] == ["Thanks!", "Thanks!", "No."]


def test_a_reply_to_a_comment_of_another_page_stands_below_it() -> None:
    merged = merge(Pages(page(comment(1), comment(2)), {f"{POST}?cpage=2": page(comment(3, parent_id="1"))}))
    assert [(each.id, each.parent, each.depth) for each in merged.comments] == [
        ("1", None, 0),
        ("3", 0, 1),
        ("2", None, 0),
    ]


def test_numbers_that_a_page_counts_for_itself_are_no_ids_of_the_thread() -> None:
    uncounted = comment(1, id=None)
    merged = merge(Pages(page(uncounted, id_system="page"), {f"{POST}?cpage=2": page(comment(2), id_system="page")}))
    assert ids(merged) == [None, None]


def test_whole_means_as_many_as_the_last_page_declares() -> None:
    second = {f"{POST}?cpage=2": page(comment(2), declared_count=3)}
    merged = merge(Pages(page(comment(1), declared_count=2), second))
    assert (merged.complete, merged.declared_count) == (False, 3)
    assert merged.incomplete == Incomplete(Code.TOO_FEW, "2 of 3")


def test_a_count_that_shrinks_from_page_to_page_is_a_doubt() -> None:
    second = {f"{POST}?cpage=2": page(comment(2), comment(3), declared_count=2)}
    assert merge(Pages(page(comment(1), declared_count=3), second)).complete is False
    assert merge(Pages(page(comment(1), declared_count=2), {**second}, before=1)).complete is True


@pytest.mark.parametrize("reason", [Incomplete(Code.CUT_SHORT), None])
def test_a_page_that_is_not_whole_makes_the_thread_so(reason: Incomplete | None) -> None:
    broken = page(comment(2), complete=None if reason is None else False, incomplete=reason)
    assert merge(Pages(page(comment(1)), {f"{POST}?cpage=2": broken})).complete is False


def test_one_page_is_the_thread() -> None:
    alone = page(comment(1), complete=True)
    assert merge(Pages(alone, {})) is alone
    failed = Incomplete(Code.PAGE_FAILED, "gone")
    assert merge(Pages(alone, {}, failed=failed)).incomplete == failed
