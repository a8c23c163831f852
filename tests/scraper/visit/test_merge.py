from __future__ import annotations

from dataclasses import replace

from scraper.thread import Article, Author, Channel, Comment, Thread
from scraper.visit.merge import added_order, merged, merged_order
from tests.support.threads import comment, thread

DATE = "2026-01-05T10:00:30Z"


def shown(document: Thread) -> list[tuple[str, int]]:
    return [(each.text, each.depth) for each in document.comments]


def service(*comments: Comment, **facts: object) -> Thread:
    """What a channel with ids of its own shows."""
    return replace(thread(*comments), id_system="disqus", id_scope="tea", **facts)  # type: ignore[arg-type]


def test_a_page_alone_is_itself() -> None:
    page = thread(comment("First"))
    assert merged([page]) is page


def test_a_comment_is_the_same_by_its_id_where_both_number_alike() -> None:
    page = thread(comment("First", id="1"), comment("Second", id="2"))
    feed = thread(comment("Second, edited", id="2", published=DATE), comment("Third", id="3"))
    both = merged([page, feed])
    assert shown(both) == [("First", 0), ("Second", 0), ("Third", 0)]
    assert both.comments[1].published == DATE


def test_else_by_author_and_letters_where_these_are_there_once_on_each_side() -> None:
    page = thread(comment("It\u2019s solid\u2026", "Ida", id="1"), comment("Thanks!", "Bo", id="2"))
    other = service(comment("It's solid...", "Ida", id="a", likes=3), comment("It's solid...", "Tove", id="b"))
    both = merged([page, other])
    assert [(each.author.name, each.likes) for each in both.comments] == [("Ida", 3), ("Bo", None), ("Tove", None)]
    twice = service(comment("Thanks!", "Bo", id="a"), comment("Thanks!", "Bo", id="b"))
    assert len(merged([page, twice]).comments) == 4  # a doubt never merges


def test_what_one_leaves_out_the_next_ones_add() -> None:
    page = thread(comment("First", "Ida", id="1", published="2026-01-05"), article=Article(title="Kettles"))
    full = comment("First", "Ida", id="a", published=DATE, permalink="https://tea.example/#1")
    full = replace(full, author=Author("Ida", url="https://ida.example/"))
    other = service(full, article=Article(title="Something else", author="Maren"), declared_count=9)
    both = merged([page, other])
    (said,) = both.comments
    assert (said.id, said.published, said.permalink, said.author.url) == (
        "1", DATE, "https://tea.example/#1", "https://ida.example/",
    )  # fmt: skip
    assert (both.article.title, both.article.author, both.declared_count) == ("Kettles", "Maren", 9)


def test_replies_stand_below_what_they_answer_whoever_tells() -> None:
    page = thread(comment("First", "Ida", id="1"), comment("Not so", "Bo", id="2"))
    nested = service(comment("First", "Ida", id="a"), comment("Not so", "Bo", id="b", parent=0, depth=1))
    assert shown(merged([page, nested])) == [("First", 0), ("Not so", 1)]


def test_channels_that_contradict_each_other_make_no_circle() -> None:
    one = thread(comment("First", "Ida", id="1"), comment("Not so", "Bo", id="2", parent=0, depth=1))
    other = service(comment("Not so", "Bo", id="b"), comment("First", "Ida", id="a", parent=0, depth=1))
    assert len(merged([one, other]).comments) == 2


def test_the_order_is_that_of_the_last_complete_one() -> None:
    page = thread(comment("First", "Ida"), comment("Second", "Bo"), complete=False)
    whole = service(comment("Second", "Bo", id="b"), comment("First", "Ida", id="a"))
    assert [text for text, _ in shown(merged([page, whole]))] == ["Second", "First"]
    part = service(comment("Late", "Tove", id="c"), comment("First", "Ida", id="a"), complete=None)
    assert [text for text, _ in shown(merged([page, part]))] == ["First", "Second", "Late"]


def test_a_complete_channel_makes_the_thread_complete_unless_the_page_shows_more() -> None:
    page = thread(comment("First", "Ida"), complete=False)
    assert merged([page, service(comment("First", "Ida", id="a"))]).complete is True
    assert merged([page, service()]).complete is False  # services say of threads that they do not know: empty
    declares = replace(thread(), complete=False, declared_count=4)
    assert merged([declares, service()]).complete is False


def test_it_tells_of_all_channels_and_keeps_the_numbering_of_the_first_with_comments() -> None:
    page = thread(id_system=None, id_scope=None, complete=None, channels=(Channel("page", None, None, 0),))
    other = service(comment("First", "Ida", id="a"), channels=(Channel("disqus", DATE, True, 1),), system="disqus")
    both = merged([page, other])
    assert [channel.name for channel in both.channels] == ["page", "disqus"]
    assert (both.system, both.id_system, both.id_scope) == ("disqus", "disqus", "tea")


def test_complete_lists_say_the_order_and_the_others_stay_behind_what_they_followed() -> None:
    assert merged_order([1, 2, 3, 4], [1, 3, 5]) == [1, 2, 3, 4, 5]
    assert merged_order([1, 2, 3], [3, 1]) == [3, 1, 2]
    assert merged_order([1, 2], [2, 3]) == [1, 2, 3]
    assert merged_order([1, 2], [7, 8]) == [1, 2, 7, 8]


def test_other_lists_add_their_new_ones_behind_what_these_follow() -> None:
    assert added_order([1, 2, 3], [3, 4, 1, 5]) == [1, 5, 2, 3, 4]
    assert added_order([1, 2], [9, 8]) == [1, 2, 9, 8]
    assert added_order([], [2, 1]) == [2, 1]
