from __future__ import annotations

from archive.threads import matching
from archive.threads.evidence import Known
from archive.urls import site_host, trusts_canonical, url_key
from scraper.thread import Author, Comment


def said(text: str, author: str = "Anna Thimble", **facts: object) -> Comment:
    return Comment(text=text, author=Author(name=author), **facts)  # type: ignore[arg-type]


def stored(number: int, text: str, author: str = "Anna Thimble", parent: int | None = None, **facts: object) -> Known:
    values: dict[str, object] = {"published": None, **facts}
    return Known(number, parent, author, text, **values)  # type: ignore[arg-type]


def match(comments: list[Comment], known: list[Known], *, trusted: bool, complete: bool = True) -> list[int | None]:
    found = matching.match(comments, known, trusted=trusted, complete=complete)
    return [entry.comment if entry else None for entry in found]


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


def test_of_equal_words_the_reply_below_tells_which_one_is_listed() -> None:
    known = [
        stored(1, "Thanks!"),
        stored(2, "You are welcome.", "Bo Larch", parent=1),
        stored(3, "Thanks!"),
        stored(4, "Not at all, Anna.", "Cyd Moss", parent=3),
    ]
    part = [said("Thanks!"), said("Not at all, Anna.", "Cyd Moss", parent=0, depth=1)]
    assert match(part, known, trusted=False, complete=False) == [3, 4]


def test_a_reply_further_down_tells_equal_words_apart_too() -> None:
    known = [
        stored(1, "Thanks!"),
        stored(2, "Sure.", "Bo Larch", parent=1),
        stored(3, "Thanks!"),
        stored(4, "Sure.", "Bo Larch", parent=3),
        stored(5, "Kettle or pot?", "Cyd Moss", parent=4),
    ]
    replies = [said("Sure.", "Bo Larch", parent=0, depth=1), said("Kettle or pot?", "Cyd Moss", parent=1, depth=2)]
    assert match([said("Thanks!"), *replies], known, trusted=False, complete=False) == [3, 4, 5]


def test_a_reply_that_stands_below_several_tells_nothing() -> None:
    known = [
        stored(1, "Thanks!"),
        stored(2, "Sure.", "Bo Larch", parent=1),
        stored(3, "Thanks!"),
        stored(4, "Sure.", "Bo Larch", parent=3),
    ]
    incoming = [said("Thanks!"), said("Sure.", "Bo Larch", parent=0, depth=1)]
    assert match(incoming, known, trusted=False, complete=False) == [1, 2]


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
    incoming = [said("Nothing to see any more."), said("Me too, and cake.", "Bo Larch", parent=0, depth=1)]
    assert match(incoming, known, trusted=True) == [None, 2]


def test_equal_words_below_a_known_parent_are_not_those_below_a_vanished_one() -> None:
    known = [stored(1, "One", "Bo Larch"), stored(2, "Thanks!", parent=1), stored(3, "Two", "Cyd Moss")]
    incoming = [said("Two", "Cyd Moss"), said("Thanks!", parent=0, depth=1)]
    assert match(incoming, known, trusted=True) == [3, None]


def test_a_chain_of_replies_below_an_edited_comment_is_known_again() -> None:
    known = [stored(1, "I like tee."), stored(2, "Me too.", "Bo Larch", parent=1), stored(3, "And I.", "Cyd", parent=2)]
    incoming = [
        said("Nothing to see any more."),
        said("Me too.", "Bo Larch", parent=0),
        said("And I.", "Cyd", parent=1),
    ]
    assert match(incoming, known, trusted=True) == [None, 2, 3]


def methods(comments: list[Comment], known: list[Known], *, complete: bool = True) -> list[tuple[int, str] | None]:
    return list(matching.match(comments, known, trusted=False, complete=complete))


def test_of_two_equal_comments_the_one_between_the_same_neighbours_is_meant() -> None:
    known = [stored(1, "Thanks!"), stored(2, "Well said.", "Bo Larch"), stored(3, "Thanks!")]
    assert match([said("Well said.", "Bo Larch"), said("Thanks!")], known, trusted=True) == [2, 3]
    assert match([said("Thanks!"), said("Well said.", "Bo Larch")], known, trusted=True) == [1, 2]


def test_of_two_equal_comments_the_one_still_shown_is_meant() -> None:
    assert match([said("Thanks!")], [stored(1, "Thanks!", shown=False), stored(2, "Thanks!")], trusted=True) == [2]


def test_an_edit_between_the_same_neighbours_is_known_again() -> None:
    known = [stored(1, "First!", "Bo Larch"), stored(2, "My kettle is bleu and old."), stored(3, "Last.", "Cyd Moss")]
    incoming = [said("First!", "Bo Larch"), said("My kettle is blue and old."), said("Last.", "Cyd Moss")]
    assert methods(incoming, known) == [(1, "words"), (2, "edit"), (3, "words")]
    moved = [said("First!", "Bo Larch"), said("Last.", "Cyd Moss"), said("My kettle is blue and old.")]
    assert methods(moved, known) == [(1, "words"), (3, "words"), None]
    by_another = [said("First!", "Bo Larch"), said("My kettle is blue and old.", "Dee"), said("Last.", "Cyd Moss")]
    assert methods(by_another, known) == [(1, "words"), None, (3, "words")]


def test_a_reply_below_an_edited_comment_is_known_below_it() -> None:
    known = [stored(1, "I like tee."), stored(2, "Me too, and cake.", "Bo Larch", parent=1)]
    incoming = [said("I like tea."), said("Me too, and kake.", "Bo Larch", parent=0, depth=1)]
    assert methods(incoming, known) == [(1, "edit"), (2, "edit")]


def test_what_may_be_an_edit_of_two_comments_is_an_edit_of_none() -> None:
    known = [stored(1, "My kettle is blue."), stored(2, "My kettle is blue, yes.")]
    assert methods([said("My kettle is blue, really.")], known) == [None]


def test_at_the_ends_of_a_part_of_a_thread_nothing_is_an_edit() -> None:
    known = [stored(1, "My kettle is bleu.")]
    assert methods([said("My kettle is blue.")], known, complete=False) == [None]
    assert methods([said("My kettle is blue.")], known, complete=True) == [(1, "edit")]


def test_a_comment_that_is_gone_is_no_earlier_wording_of_another() -> None:
    assert methods([said("My kettle is blue.")], [stored(1, "My kettle is bleu.", shown=False)]) == [None]


def test_an_earlier_wording_is_known_again() -> None:
    known = [stored(1, "It sings.", earlier=(("Anna Thimble", "Something else."),))]
    assert methods([said("Something else.")], known) == [(1, "words")]


def test_other_characters_and_cut_texts_of_another_channel_are_known_again() -> None:
    whole = "It’s the kettle that my aunt left me, and it whistles."
    assert methods([said("It&#8217;s the kettle that my aunt left me, and it whistles.")], [stored(1, whole)]) == [
        (1, "mangled")
    ]
    assert methods([said("It's the kettle that my aunt left […]")], [stored(1, whole)]) == [(1, "cut")]
    assert methods([said(whole)], [stored(1, "It's the kettle that my aunt...")]) == [(1, "cut")]
    assert methods([said("It's the …")], [stored(1, whole)], complete=False) == [None]


def test_a_channel_without_nesting_shows_the_same_comments() -> None:
    known = [stored(1, "One", "Bo Larch"), stored(2, "Two, to one", "Cyd Moss", parent=1)]
    assert methods([said("Two, to one", "Cyd Moss"), said("One", "Bo Larch")], known) == [(2, "moved"), (1, "words")]


def test_a_reply_that_a_channel_without_nesting_shows_edited_is_known_by_its_moment() -> None:
    moment = "2013-05-04T10:00:00Z"
    known = [stored(1, "One"), stored(2, "My kettle is blue and old.", "Cyd Moss", parent=1, published=moment)]
    edited = said("My kettle is blue and dented.", "Cyd Moss", published=moment)
    assert methods([edited, said("Something else.", "Bo Larch")], known) == [(2, "edit"), None]
    later = said("My kettle is blue and dented.", "Cyd Moss", published="2013-05-04T10:00:01Z")
    assert methods([later, said("Something else.", "Bo Larch")], known) == [None, None]
    undated = [stored(1, "One"), stored(2, "My kettle is blue and old.", "Cyd Moss", parent=1)]
    assert methods([edited, said("Something else.", "Bo Larch")], undated) == [None, None]


def test_an_id_given_twice_is_told_apart_by_the_words() -> None:
    known = [stored(1, "One", ids=frozenset({"5"})), stored(2, "Two", ids=frozenset({"5"}))]
    assert match([said("Two", id="5"), said("One", id="5")], known, trusted=True) == [2, 1]


def test_addresses_are_compared_without_what_makes_no_other_page() -> None:
    key = url_key("https://www.Tea.example:443/a/b/#c")
    assert key == url_key("http://tea.example/a/b") == "tea.example/a/b"
    assert url_key("https://tea.example/?p=1") == "tea.example?p=1"
    assert url_key("https://tea.example/a?utm_source=x&b=1&fbclid=2&p=3") == "tea.example/a?b=1&p=3"
    assert url_key("https://tea.example/a?utm_source=x") == "tea.example/a"
    assert url_key("https://tea.example/A") != url_key("https://tea.example/a")
    assert url_key("file:///saved/a.html#x") == "file:///saved/a.html"
    assert url_key("http://[broken") == url_key("http://[broken")
    assert site_host("https://www.tea.example:8443/x") == "tea.example:8443"


def test_a_canonical_link_is_trusted_within_the_site_and_below_its_root() -> None:
    page = "https://www.tea.example/a?utm=1"
    assert trusts_canonical(page, "http://tea.example/a")
    for untrusted in ("https://tea.example/", "https://other.example/a", "javascript:alert(1)", "", None):
        assert not trusts_canonical(page, untrusted)
