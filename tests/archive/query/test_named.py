"""Each named query against an archive small enough to count by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from archive import Archive, Visit
from archive.errors import QueryFailed
from archive.query.named import all_queries, resolve
from scraper.incomplete import Code, Incomplete
from scraper.thread import Article, Author, Comment, Thread
from scraper.visit.records import Outcome
from tests.support.archives import query

if TYPE_CHECKING:
    from pathlib import Path

KETTLES, CUPS = "https://tea.example/kettles", "https://cups.example/cups"

ANNA = "https://anna.example/"


def said(author: str, text: str, at: str | None, **facts: Any) -> Comment:
    who = {"url": facts.pop("link", None), "is_article_author": facts.pop("mine", None)}
    return Comment(text, f"<p>{text}</p>", author=Author(author, **who), published=at, **facts)


def kettles(first: str, *more: Comment) -> Thread:
    return Thread(
        KETTLES,
        Article("Kettles", "Maud", "2026-01-01T08:00:00Z", text="The first kettle whistled, the second one sang."),
        (
            said("Anna", first, "2026-01-01T10:00:00Z", id="1", link=ANNA),
            said("Bo", "Blue or bleu?", "2026-01-01T10:30:00Z", id="2", parent=0, depth=1),
            said("Anna", "Blue, of course.", "2026-01-02T10:30:00Z", id="3", parent=1, depth=2, link=ANNA),
            said("Cyd", "Copper, always copper.", "2026-01-05T08:00:00Z", id="4"),
            said("Maud", "Copper tarnishes.", "2026-01-05T08:00:30Z", id="5", parent=3, depth=1, mine=True),
            *more,
        ),
        system="wordpress",
        id_system="wordpress",
        id_scope="tea.example",
        complete=True,
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two visits of the kettles, between which one comment was edited and one vanished, and one of the cups."""
    path = tmp_path_factory.mktemp("queries") / "a.db"
    spam = said("Dan", "Cheap kettles!", None, id="6")
    long = "A cup is a small kettle. " + "Or so. " * 200
    cups = Thread(
        CUPS,
        Article("Cups", "Ines", "2026-03-01", text="All my cups have a crack somewhere, and I know each of them."),
        (
            said("Anna", long.strip(), "2026-03-07T12:00:00+01:00", link=ANNA),
            said("Links for March", "[…] cups […]", "2026-03-08", link="https://links.example/march", kind="pingback"),
        ),
        declared_count=9,
        complete=False,
        incomplete=Incomplete(Code.FURTHER_PAGES),
    )
    with Archive.open(path) as archive:
        archive.save(kettles("Mine is bleu.", spam), observed_at="2026-04-01T10:00:00Z", visit=Visit(KETTLES))
        archive.save(kettles("Mine is blue."), observed_at="2026-04-02T10:00:00Z", visit=Visit(KETTLES))
        archive.save(cups, observed_at="2026-04-03T10:00:00Z", visit=Visit(CUPS))
        archive.record(Visit("https://tea.example/pots", outcome=Outcome.FAILED, fetched_at="2026-04-03T11:00:00Z"))
    return path


def answer(path: Path, name: str, **given: str) -> list[tuple[Any, ...]]:
    """The rows, without the uids at their ends."""
    sql, values = resolve(name, given)
    with query(path, sql, values) as result:
        rows = list(result.rows)
        return [row[:-1] for row in rows] if result.columns[-1] == "uid" else rows


COUNTED: list[tuple[str, dict[str, str], list[tuple[Any, ...]]]] = [
    ("who-answers-whom", {}, [("Anna", "Bo", 1, 1), ("Bo", "Anna", 1, 1), ("Maud", "Cyd", 1, 1)]),
    ("who-answers-whom", {"site": "cups.example"}, []),
    ("who-answers-whom", {"least": "2"}, []),
    ("who-answers-whom", {"limit": "1"}, [("Anna", "Bo", 1, 1)]),
    ("mutual-answers", {}, [("Anna", "Bo", 1, 1)]),
    (
        "thread-lifetimes",
        {},
        [("tea.example", "Kettles", 5, 1, "2026-01-01T10:00:00Z", "2026-01-05T08:00:30Z", 3.92)],
    ),
    ("first-comment-times", {}, [("tea.example", "Kettles", "2026-01-01T08:00:00Z", "2026-01-01T10:00:00Z", 2.0, 1)]),
    ("first-answer-times", {}, [("tea.example", 3, 0, 0.01, 8.17, 24.0)]),
    ("answer-times", {}, [("within a minute", 1), ("within an hour", 1), ("within a week", 1)]),
    ("most-edited", {}, [(2, "tea.example", "Kettles", "Anna", "Mine is blue.")]),
    (
        "vanished",
        {},
        [("2026-04-02T10:00:00Z", "2026-04-01T10:00:00Z", "tea.example", "Kettles", "Dan", "Cheap kettles!")],
    ),
    ("vanished", {"since": "2026-04-03"}, []),
    ("vanished-by-site", {}, [("tea.example", 6, 1, 16.67), ("cups.example", 2, 0, 0.0)]),
    (
        "author-across-sites",
        {"author": "Anna"},
        [
            ("tea.example", ANNA, 2, 1, "2026-01-01T10:00:00Z", "2026-01-02T10:30:00Z"),
            ("cups.example", ANNA, 1, 1, "2026-03-07T12:00:00+01:00", "2026-03-07T12:00:00+01:00"),
        ],
    ),
    ("authors-on-several-sites", {}, [(ANNA, "Anna", 2, "tea.example,cups.example")]),
    ("authors-on-several-sites", {"least": "3"}, []),
    ("words-over-time", {"words": "kettle OR copper"}, [("2026-01", 2, 2), ("2026-03", 1, 1)]),
    ("words-over-time", {"words": "copper", "by": "day"}, [("2026-01-05", 2, 2)]),
    ("words-over-time", {"words": "blue", "by": "year"}, [("2026", 3, 2)]),
    ("comments-by-month", {}, [("2026-01", 5, 1), ("2026-03", 2, 1), (None, 1, 1)]),
    ("comments-by-hour", {}, [("08", 2), ("10", 3), ("12", 1), (None, 2)]),
    ("comments-by-weekday", {}, [(1, 2), (4, 2), (5, 1), (6, 1), (7, 1), (None, 1)]),
    (
        "busiest-threads",
        {},
        [(5, 1, "tea.example", "2026-01-01T08:00:00Z", "Kettles"), (2, 0, "cups.example", "2026-03-01", "Cups")],
    ),
    ("deepest-threads", {}, [(3, 3, 6, "tea.example", "Kettles"), (1, 0, 2, "cups.example", "Cups")]),
    (
        "most-answered",
        {},
        [
            (2, "tea.example", "Kettles", "Anna", "Mine is blue."),
            (1, "tea.example", "Kettles", "Bo", "Blue or bleu?"),
            (1, "tea.example", "Kettles", "Cyd", "Copper, always copper."),
        ],
    ),
    ("unanswered", {}, [("tea.example", 3, 1, 33.33), ("cups.example", 1, None, None)]),
    ("article-authors", {}, [("tea.example", 6, 1, 5, 1, 1), ("cups.example", 2, None, 2, 1, None)]),
    (
        "most-active-authors",
        {},
        [("Anna", 3, 2, 2), ("Bo", 1, 1, 1), ("Cyd", 1, 1, 1), ("Dan", 1, 1, 1), ("Maud", 1, 1, 1)],
    ),
    ("one-time-authors", {}, [("tea.example", 5, 4, 80.0), ("cups.example", 1, 1, 100.0)]),
    ("comment-lengths", {}, [("cups.example", 1, 1424.0, 1424, 1), ("tea.example", 6, 15.8, 22, 0)]),
    ("longest-comments", {"limit": "1"}, [(1424, "cups.example", "Cups", "Anna", "2026-03-07T12:00:00+01:00")]),
    ("incomplete-threads", {}, [("cups.example", "Cups", 2, 9, 7, "there are further comment pages", CUPS)]),
    (
        "pingbacks",
        {},
        [("cups.example", "Cups", "pingback", "Links for March", "https://links.example/march", "2026-03-08")],
    ),
    ("comment-systems", {}, [(None, 1, 2, 1), ("wordpress", 1, 5, 1)]),
    ("republished", {}, []),
    ("new-since", {"since": "2026-04-03"}, [("cups.example", "Cups", 2, 2, "2026-04-03T10:00:00Z")]),
    (
        "visit-outcomes",
        {},
        [
            ("2026-04-01", "new", 1),
            ("2026-04-02", "changed", 1),
            ("2026-04-03", "failed", 1),
            ("2026-04-03", "new", 1),
        ],
    ),
]


@pytest.mark.parametrize(("name", "given", "counted"), COUNTED, ids=lambda value: str(value) if value else "")
def test_a_named_query_answers_as_counted_by_hand(
    path: Path, name: str, given: dict[str, str], counted: list[tuple[Any, ...]]
) -> None:
    assert answer(path, name, **given) == counted


def test_wordings_of_a_comment_come_in_the_order_seen(path: Path) -> None:
    with query(path, "SELECT uid FROM comments WHERE version_count > 1") as result:
        ((uid,),) = result.rows
    assert answer(path, "wordings", comment=uid) == [
        (1, "2026-04-01T10:00:00Z", "[]", "Anna", "Mine is bleu."),
        (2, "2026-04-02T10:00:00Z", '["text"]', "Anna", "Mine is blue."),
    ]


def test_republished_articles_stand_together(tmp_path: Path) -> None:
    words = "The quay was painted blue in the spring of that year, and nobody could say who had asked for it. " * 3
    with Archive.open(tmp_path / "a.db") as archive:
        for host in ("one.example", "two.example"):
            archive.save(Thread(f"https://{host}/quay", Article("The quay", text=words)), observed_at="2026-01-01")
    assert [row[1] for row in answer(tmp_path / "a.db", "republished")] == ["one.example", "two.example"]


def test_every_named_query_is_counted_and_says_what_it_tells() -> None:
    assert {name for name, _, _ in COUNTED} | {"wordings"} == set(all_queries())
    assert len(all_queries()) >= 20
    for each in all_queries().values():
        assert each.description.endswith(".")
        assert all(parameter.description and f":{parameter.name}" in each.sql for parameter in each.parameters)


def test_values_are_bound_never_pasted(path: Path) -> None:
    assert answer(path, "author-across-sites", author="' OR 1 = 1 --") == []
    assert answer(path, "SELECT :x, typeof(:x)", x="7") == [(7, "integer")]
    assert answer(path, "SELECT :x, typeof(:x)", x="007") == [("007", "text")]
    assert answer(path, "SELECT :x + 1", x="1.5") == [(2.5,)]


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("author-across-sites", {}, "needs a value for author"),
        ("most-edited", {"authr": "Bo"}, "has no parameter authr; it has site, limit"),
        ("most-edited", {"limit": "many"}, "limit is a whole number, not 'many'"),
        ("most-editid", {}, "did you mean most-edited"),
        ("SELECT 1", {"x": "1"}, "no parameter :x"),
    ],
)
def test_what_does_not_fit_is_told(name: str, given: dict[str, str], message: str) -> None:
    with pytest.raises(QueryFailed, match=message):
        resolve(name, given)


def test_a_missing_value_of_ones_own_query_is_told(path: Path) -> None:
    with pytest.raises(QueryFailed, match="--param who=VALUE"):
        answer(path, "SELECT :who")


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT autor FROM conversations", r"no such column: autor \(line 1, column 8\); did you mean author\?"),
        ("SELECT c.autor\nFROM comments c", r"no such column: c.autor \(line 1, column 10\)"),
        ("SELECT 'autor', /* autor */ autor FROM comments", r"\(line 1, column 29\)"),
        ("SELECT 1\nFROM coments", r"no such table: coments \(line 2, column 6\); did you mean comments\?"),
        ("SELECT uid\nFROM comments\nWHERE WHERE uid", r'near "WHERE": syntax error \(line 3, column 7\)'),
        ("SELECT id FROM comments WHER id = 1", r'near "id": syntax error \(line 1, column 30\)'),
        ("SELECT 'it''s', FROM comments", r'near "FROM": syntax error \(line 1, column 17\)'),
        ("SELECT (1", r"it ends too early \(line 1, column 10\)"),
        ("SELECT lenght(text) FROM comments", r"no such function: lenght \(line 1, column 8\)"),
        ("SELECT id FROM comments c, articles a", r"ambiguous column name: id \(line 1, column 8\)"),
    ],
)
def test_a_mistake_in_sql_is_told_with_its_place(path: Path, sql: str, message: str) -> None:
    with pytest.raises(QueryFailed, match=message) as told:
        answer(path, sql)
    assert "\n" not in str(told.value)


def test_times_without_an_offset_are_compared_with_such_alone(tmp_path: Path) -> None:
    """The page's own clock tells how long anything took, though not when it was elsewhere."""
    local = Thread(
        KETTLES,
        Article("Kettles", "Maud", "2012-12-04T10:00:00"),
        (
            said("Anna", "First.", "2012-12-04T10:30:00"),
            said("Bo", "Soon.", "2012-12-04T10:30:40", parent=0, depth=1),
            said("Cyd", "By another clock.", "2012-12-04T10:31:00Z", parent=0, depth=1),
            said("Dan", "That day.", "2012-12-04", parent=0, depth=1),
            said("Eve", "Last.", "2012-12-05T10:30"),
        ),
    )
    path = tmp_path / "local.db"
    with Archive.open(path) as archive:
        archive.save(local, observed_at="2013-01-01")
    assert answer(path, "answer-times") == [("within a minute", 1), (None, 2)]
    assert answer(path, "first-answer-times") == [("tea.example", 1, 0, 0.01, 0.01, 0.01)]
    dated = ("2012-12-04T10:30:00", "2012-12-05T10:30")
    assert answer(path, "thread-lifetimes") == [("tea.example", "Kettles", 3, 2, *dated, 1.0)]
    assert answer(path, "first-comment-times") == [
        ("tea.example", "Kettles", "2012-12-04T10:00:00", "2012-12-04T10:30:00", 0.5, 2)
    ]
