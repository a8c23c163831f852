from __future__ import annotations

import pytest

from archive.identity import Known, match, same_date, site_host, trusts_canonical, url_key
from scraper.thread import Author, Comment


def said(text: str, author: str = "Anna Thimble", **facts: object) -> Comment:
    return Comment(text=text, author=Author(name=author), **facts)  # type: ignore[arg-type]


def stored(number: int, text: str, author: str = "Anna Thimble", parent: int | None = None, **facts: object) -> Known:
    values: dict[str, object] = {"published": None, **facts}
    return Known(number, parent, author, text, **values)  # type: ignore[arg-type]


def test_the_id_of_a_comment_system_names_the_comment_whatever_else_changed() -> None:
    known = [stored(7, "Mine is blue.", ids=frozenset({"1"}))]
    assert match([said("[removed]", "Nobody", id="1")], known, trusted=True) == [7]


def test_an_id_of_an_unknown_page_counts_only_where_author_or_words_agree() -> None:
    known = [
        stored(7, "Mine is blue.", "Anna Thimble", ids=frozenset({"1"})),
        stored(8, "Mine is dented.", "Bo Larch", ids=frozenset({"2"})),
    ]
    renumbered = [said("Mine is dented.", "Bo Larch", id="1"), said("A new one.", "Cyd Moss", id="2")]
    assert match(renumbered, known, trusted=False) == [8, None]
    assert match([said("Mine was blue.", id="1")], known, trusted=False) == [7]


def test_two_equal_thanks_stay_two() -> None:
    known = [stored(1, "Thanks!"), stored(2, "Thanks!")]
    assert match([said("Thanks!"), said("thanks!  "), said("Thanks!")], known, trusted=True) == [1, 2, None]


def test_equal_words_below_another_parent_are_another_comment() -> None:
    known = [stored(1, "One", "Bo Larch"), stored(2, "Thanks!", parent=1), stored(3, "Two", "Cyd Moss")]
    incoming = [said("One", "Bo Larch"), said("Two", "Cyd Moss"), said("Thanks!", parent=1, depth=1)]
    assert match(incoming, known, trusted=True) == [1, 3, None]


def test_equal_words_of_another_date_are_another_comment() -> None:
    known = [stored(1, "Thanks!", published="2026-01-01"), stored(2, "Thanks!", published="2026-01-05")]
    assert match([said("Thanks!", published="2026-01-05T09:00")], known, trusted=True) == [2]


def test_another_id_in_the_same_numbering_is_another_comment() -> None:
    known = [stored(1, "Thanks!", ids=frozenset({"1"}))]
    assert match([said("Thanks!", id="2")], known, trusted=True) == [None]


def test_a_comment_with_an_id_adopts_the_row_that_had_none() -> None:
    known = [stored(1, "Thanks!"), stored(2, "Thanks!", ids=frozenset({"9"}))]
    assert match([said("Thanks!", id="9"), said("Thanks!", id="5")], known, trusted=True) == [2, 1]


def test_replies_below_an_edited_comment_without_an_id_are_known_again() -> None:
    known = [stored(1, "I like tee."), stored(2, "Me too, and cake.", "Bo Larch", parent=1)]
    incoming = [said("I like tea."), said("Me too, and cake.", "Bo Larch", parent=0, depth=1)]
    assert match(incoming, known, trusted=True) == [None, 2]


def test_equal_words_below_a_known_parent_are_not_those_below_a_vanished_one() -> None:
    known = [stored(1, "One", "Bo Larch"), stored(2, "Thanks!", parent=1), stored(3, "Two", "Cyd Moss")]
    incoming = [said("Two", "Cyd Moss"), said("Thanks!", parent=0, depth=1)]
    assert match(incoming, known, trusted=True) == [3, None]


def test_a_chain_of_replies_below_an_edited_comment_is_known_again() -> None:
    known = [stored(1, "I like tee."), stored(2, "Me too.", "Bo Larch", parent=1), stored(3, "And I.", "Cyd", parent=2)]
    incoming = [said("I like tea."), said("Me too.", "Bo Larch", parent=0), said("And I.", "Cyd", parent=1)]
    assert match(incoming, known, trusted=True) == [None, 2, 3]


def test_an_id_given_twice_is_told_apart_by_the_words() -> None:
    known = [stored(1, "One", ids=frozenset({"5"})), stored(2, "Two", ids=frozenset({"5"}))]
    assert match([said("Two", id="5"), said("One", id="5")], known, trusted=True) == [2, 1]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (None, "2026-01-01", True),
        ("2026-01-01", "2026-01-01T10:00", True),
        ("2026-01-01", "2026-01-02", False),
        ("2026-01-01T10:00:00+01:00", "2026-01-01T09:00:00Z", True),
        ("2026-01-01T10:00+01:00", "2026-01-01T09:00:31Z", True),
        ("2026-01-01T10:00:30+01:00", "2026-01-01T09:00:31Z", False),
        ("2026-01-02T00:30", "2026-01-01T23:30:00Z", True),
        ("2026-01-03", "2026-01-01T23:30:00Z", False),
        ("2026", "2026-01-01T23:30:00Z", True),
    ],
)
def test_dates_agree_as_far_as_both_are_precise(one: str | None, other: str | None, *, same: bool) -> None:
    assert same_date(one, other) is same
    assert same_date(other, one) is same


def test_addresses_are_compared_without_what_makes_no_other_page() -> None:
    key = url_key("https://www.Tea.example:443/a/b/#c")
    assert key == url_key("http://tea.example/a/b") == "tea.example/a/b"
    assert url_key("https://tea.example/?p=1") == "tea.example?p=1"
    assert url_key("https://tea.example/A") != url_key("https://tea.example/a")
    assert url_key("file:///saved/a.html#x") == "file:///saved/a.html"
    assert url_key("http://[broken") == url_key("http://[broken")
    assert site_host("https://www.tea.example:8443/x") == "tea.example:8443"


def test_a_canonical_link_is_trusted_within_the_site_and_below_its_root() -> None:
    page = "https://www.tea.example/a?utm=1"
    assert trusts_canonical(page, "http://tea.example/a")
    for untrusted in ("https://tea.example/", "https://other.example/a", "javascript:alert(1)", "", None):
        assert not trusts_canonical(page, untrusted)
