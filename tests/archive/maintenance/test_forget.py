from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from archive import Archive, Visit
from archive.cli.app import app
from archive.errors import NotFound
from archive.maintenance.forget import Forgotten
from scraper.thread import Article, Author, Comment, Thread
from tests.support import archives
from tests.support.archives import check, compact, plan_forgetting
from tests.support.threads import comment, contents, rows, thread

SECRET = "My unmistakable ferret Quillfeather is called so"

NAME = "Zenobia Quagmire"

ARTICLE = Article(title="Kettles", text="The first one whistled.")

THREAD = (
    comment("Before it all.", id="1"),
    comment(SECRET, NAME, id="2", parent=0, depth=1),
    comment("An answer to that.", "Bo", id="3", parent=1, depth=2),
    comment("After it all.", NAME, id="4"),
)


def page(*comments: Comment) -> bytes:
    return ("<html>" + "".join(f"<p>{each.author.name}: <i>{each.text}</i></p>" for each in comments)).encode() * 3


def shown(*comments: Comment, number: int = 1, **facts: object) -> Thread:
    return thread(*comments, url=f"https://tea.example/{number}", article=ARTICLE, **facts)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two articles; in the first a comment that was edited, with snapshots of each state; a page that quotes it."""
    path = tmp_path / "a.db"
    with Archive.open(path, keep_snapshots="all") as archive:
        run = archive.start_run("scrape", {"targets": ["https://tea.example/1"]})
        for day, first in ((1, THREAD), (2, (THREAD[0], comment(SECRET + " still", NAME, id="2", parent=0, depth=1)))):
            visit = Visit("https://tea.example/1", fetched_at=f"2026-01-0{day}", status=200, etag='"x"')
            archive.save(shown(*first, *THREAD[2:] * (day == 2)), snapshot=page(*first), visit=visit, run_id=run)
        archive.save(shown(comment("Elsewhere."), number=2), snapshot=page(comment(SECRET)), observed_at="2026-01-03")
    return path


SHORT = "aly"

SAID = "A gull ate mine, and\n\nthe saucer, too."

PAGES = {
    "Gulls": f"<b>{SHORT}</b>: <p>A gull ate mine, and</p><p>the saucer, too.",
    "Figures": "<p>Analytics: totally, aly_b, Mc-Alyster.</p>",
    "Counters": "<style>.x, aly {}</style><script>aly = analytics('<b>aly</b>')</script><p class=aly title=aly>Tea.",
    "Greetings": "<p>Thanks, @<b>Aly</b>!</p>",
    "Latest": "<li>A gull ate mine,<br>and the saucer, too.</li>",
    "Le Thé": "<meta charset=latin-1><p>Bonjour, ALY ; thé ?</p>",
}
"""By titles what the pages of the archive `named` say; that of gulls has a comment by the author, the others none."""


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """An author whose short name stands in other words, too."""
    path = tmp_path / "named.db"
    with Archive.open(path) as archive:
        for number, (title, words) in enumerate(PAGES.items()):
            theirs = [comment(SAID, SHORT, id="71")] * (title == "Gulls")
            archive.save(
                thread(*theirs, url=f"https://tea.example/{title}", article=Article(title, text=f"On {title}.")),
                snapshot=f"<html><body>{words}</body>".encode("latin-1"),
                observed_at=f"2026-01-0{number + 1}",
            )
    return path


def counts(path: Path) -> Forgotten:
    select = """
        SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM comments) AS comments,
            (SELECT count(*) FROM comment_versions) + (SELECT count(*) FROM article_versions) AS versions,
            (SELECT count(*) FROM snapshots) AS snapshots
    """
    return Forgotten(**rows(path, select)[0])


def kept_pages(path: Path) -> list[str]:
    select = (
        "SELECT title FROM articles a JOIN fetches f ON f.article_id = a.id WHERE snapshot_id IS NOT NULL ORDER BY a.id"
    )
    return [row["title"] for row in rows(path, select)]


def forget(path: Path, *names: str, authors: tuple[str, ...] = ()) -> Forgotten:
    return archives.forget(path, names, authors)


def uid(path: Path, text: str) -> str:
    found: str = rows(path, "SELECT uid FROM comments WHERE text LIKE ?", f"{text}%")[0]["uid"]
    return found


def bytes_of(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def texts(path: Path, url: str = "https://tea.example/1") -> list[tuple[str, int]]:
    with Archive.open(path) as archive:
        return [(each.text, each.depth) for each in archive.thread(url).comments]


def test_a_forgotten_comment_leaves_no_byte_and_its_replies_stay(path: Path) -> None:
    assert forget(path, uid(path, SECRET)) == Forgotten(comments=1, versions=2, snapshots=3)
    assert texts(path) == [("Before it all.", 0), ("An answer to that.", 1), ("After it all.", 0)]
    assert list(check(path)) == []
    compact(path)
    left = bytes_of(path)
    for word in (b"Quillfeather", b"quillfeather", b"unmistakable", b"ferret"):
        assert word not in left
    assert NAME.encode() in left, "another comment by the same person stays"
    assert list(check(path)) == []


def test_no_later_visit_brings_a_comment_back_by_its_id_or_its_words(path: Path) -> None:
    forget(path, uid(path, SECRET))
    edited = comment("Quillfeather in other words", NAME, id="2", parent=0, depth=1)
    without_id = comment(SECRET.upper(), NAME, parent=0, depth=1)
    with Archive.open(path, keep_snapshots="all") as archive:
        for day, second in ((4, edited), (5, THREAD[1])):
            archive.save(shown(THREAD[0], second, *THREAD[2:]), snapshot=page(second), observed_at=f"2026-01-0{day}")
        archive.save(
            shown(THREAD[0], without_id, id_system=None, id_scope=None, complete=False), observed_at="2026-01-06"
        )
    assert [text for text, _ in texts(path)] == ["Before it all.", "An answer to that.", "After it all."]
    assert rows(path, "SELECT count(*) AS kept FROM snapshots") == [{"kept": 0}]
    assert list(check(path)) == []
    compact(path)
    assert b"Quillfeather" not in bytes_of(path)


def test_the_visit_after_forgetting_is_unchanged(path: Path) -> None:
    with Archive.open(path) as archive:
        archive.save(shown(*THREAD), observed_at="2026-02-01")
    forget(path, uid(path, SECRET))
    with Archive.open(path) as archive:
        assert archive.save(shown(*THREAD), observed_at="2026-02-02").outcome == "unchanged"


def test_an_author_is_forgotten_with_everything_written_under_the_name(path: Path) -> None:
    assert forget(path, authors=("zenobia  quagmire",)).comments == 2
    assert texts(path) == [("Before it all.", 0), ("An answer to that.", 1)]
    with Archive.open(path) as archive:
        archive.save(shown(comment("A new one by me", NAME, id="9"), number=3), observed_at="2026-02-01")
    assert texts(path, "https://tea.example/3") == []
    assert list(check(path)) == []
    compact(path)
    left = bytes_of(path)
    assert b"Zenobia" not in left
    assert b"zenobia" not in left
    assert b"Quillfeather" not in left


def test_an_author_by_uid_is_one_author_of_one_site(path: Path) -> None:
    mine = Author("Ann", "https://ann.example/")
    with Archive.open(path) as archive:
        archive.save(
            shown(Comment("Mine", author=mine, id="7"), comment("Not mine", "Ann", id="8"), number=4),
            observed_at="2026-02-01",
        )
    author = rows(path, "SELECT uid FROM authors WHERE url = 'https://ann.example/'")[0]["uid"]
    assert forget(path, authors=(author,)).comments == 1
    assert texts(path, "https://tea.example/4") == [("Not mine", 0)]


def test_an_article_is_forgotten_with_thread_visits_and_address(path: Path) -> None:
    done = forget(path, "tea.example/1")
    assert (done.articles, done.comments) == (1, 4)
    with pytest.raises(NotFound), Archive.open(path) as archive:
        archive.thread("https://tea.example/1")
    with Archive.open(path) as archive:
        assert archive.save(shown(*THREAD), observed_at="2026-03-01").outcome == "forgotten"
        archive.record(Visit("https://www.tea.example/1/", status=500, error="broken"))
    assert list(check(path)) == []
    compact(path)
    left = bytes_of(path)
    for words in (b"Quillfeather", b"Before it all", b"tea.example/1"):
        assert words not in left
    assert texts(path, "https://tea.example/2") == [("Elsewhere.", 0)]


def test_a_tombstone_holds_no_word(path: Path) -> None:
    forget(path, uid(path, SECRET))
    stones = rows(path, "SELECT * FROM tombstones")
    assert {stone["kind"] for stone in stones} == {"comment"}
    assert {stone["reason"] for stone in stones} == {"asked for by letter"}
    assert not any(word in str(stones) for word in ("Quill", "Zenobia"))


def test_what_is_not_there_is_named_and_nothing_is_touched(path: Path) -> None:
    before = rows(path, "SELECT count(*) AS comments FROM comments")
    for names, authors in ((("https://tea.example/none",), ()), ((), ("Nobody At All",))):
        with pytest.raises(NotFound, match=r"none|Nobody"):
            archives.forget(path, names, authors)
    assert rows(path, "SELECT count(*) AS comments FROM comments") == before


def test_pages_go_where_the_author_commented_or_is_quoted_and_stay_where_the_name_is_part_of_a_word(
    named: Path,
) -> None:
    assert forget(named, authors=(SHORT,)) == Forgotten(comments=1, snapshots=2)
    assert kept_pages(named) == ["Figures", "Counters", "Greetings", "Le Thé"]
    assert list(check(named)) == []


def test_pages_that_mention_the_author_are_told_and_stay(named: Path) -> None:
    planned = plan_forgetting(named, (), (SHORT,))
    assert [part.title for part in planned.kept] == ["Greetings", "Le Thé"]
    told = CliRunner().invoke(app, ["forget", "--author", SHORT, "--yes", "--archive", str(named)]).stdout
    assert "also mentioned in: Greetings (1 snapshot, kept)\nalso mentioned in: Le Thé (1 snapshot, kept)\n" in told


def test_pages_that_mention_the_author_go_when_asked_for(named: Path) -> None:
    assert plan_forgetting(named, (), (SHORT,), also_mentions=True).kept == ()
    assert archives.forget(named, (), (SHORT,), also_mentions=True).snapshots == 4
    assert kept_pages(named) == ["Figures", "Counters"]


def test_a_dry_run_tells_by_title_all_that_goes_and_changes_nothing(named: Path) -> None:
    before = contents(named, without=set())
    arguments = ["forget", "tea.example/Figures", "--author", SHORT, "--archive", str(named)]
    told = CliRunner().invoke(app, [*arguments, "--dry-run"])
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.splitlines() == [
        "Figures: 1 article, 1 snapshot",
        "Gulls: 1 comment, 1 snapshot",
        "Latest: 1 snapshot that shows the words",
        "also mentioned in: Greetings (1 snapshot, kept)",
        "also mentioned in: Le Thé (1 snapshot, kept)",
        "would forget: 1 article, 1 comment, 3 snapshots",
    ]
    also = CliRunner().invoke(app, [*arguments, "--also-mentions", "--dry-run"]).stdout
    assert "Greetings: 1 snapshot that mentions the name\n" in also
    assert also.endswith("would forget: 1 article, 1 comment, 5 snapshots\n")
    assert contents(named, without=set()) == before


def test_the_question_and_the_answer_say_what_the_dry_run_said(path: Path) -> None:
    arguments = ["forget", "tea.example/1", uid(path, SECRET), "--author", NAME, "--archive", str(path)]
    *parts, figures = CliRunner().invoke(app, [*arguments, "--dry-run"]).stdout.splitlines()
    figures = figures.removeprefix("would forget: ")
    before = counts(path)
    done = CliRunner().invoke(app, arguments, input="y\n")
    assert done.stderr.splitlines()[:-1] == parts
    assert f"Forget {figures} for good?" in done.stderr
    assert f"forgotten: {figures}; " in done.stdout
    assert figures == "1 article, 4 comments, 2 versions, 3 snapshots"
    assert (before.comments, counts(path).comments) == (5, 1)


@given(st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_figures_are_the_rows_that_go(path: Path, data: st.DataObject) -> None:
    copy = path.with_name("copy.db")
    copyfile(path, copy)
    every = [row["uid"] for row in rows(path, "SELECT uid FROM comments UNION ALL SELECT uid FROM articles")]
    names = data.draw(st.lists(st.sampled_from(every), unique=True))
    authors = data.draw(st.lists(st.sampled_from([NAME, "Bo", "Anna Thimble"]), unique=True))
    also = data.draw(st.booleans())
    planned = plan_forgetting(copy, names, authors, also_mentions=also)
    before = counts(copy)
    done = archives.forget(copy, names, authors, also_mentions=also)
    after = counts(copy)
    assert done == planned.figures
    assert done == Forgotten(
        *(getattr(before, name) - getattr(after, name) for name in ("articles", "comments", "versions", "snapshots"))
    )
    assert list(check(copy)) == []


def test_what_others_add_between_question_and_answer_goes_too_and_is_told(named: Path) -> None:
    with Archive.open(named) as ours:
        asked = ours.plan_forgetting((), (SHORT,))
        with Archive.open(named) as archive:
            late = thread(comment("Me again", SHORT, id="72"), url="https://tea.example/late", article=Article("Late"))
            archive.save(late, snapshot=b"<p>aly: Me again", observed_at="2026-02-01")
        before = counts(named)
        done, plan = ours.forget(asked)
    assert (asked.figures.comments, done.comments, counts(named).comments) == (1, 2, before.comments - 2)
    assert "Late" in [part.title for part in plan.parts]


def test_the_command_asks_before_it_forgets(path: Path) -> None:
    arguments = ["forget", "--author", NAME, "--archive", str(path)]
    refused = CliRunner().invoke(app, arguments, input="n\n")
    assert refused.exit_code == 1
    assert len(texts(path)) == 4
    done = CliRunner().invoke(app, [*arguments, "--yes"])
    assert done.exit_code == 0
    assert "forgotten: 2 comments" in done.stdout
    assert len(texts(path)) == 2
