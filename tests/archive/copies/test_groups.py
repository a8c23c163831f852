from __future__ import annotations

import random
from dataclasses import astuple
from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.copies.groups import differences
from archive.query.copies import thread as joint_thread
from scraper.thread import Article
from tests.support.archives import reading
from tests.support.threads import comment, rows, thread

if TYPE_CHECKING:
    from pathlib import Path

WORDS = """harbour lantern sandbank herring ledger winter stones breakwater pilot gull rope anchor tide captain barrel
keel storm signal island fog ballast compass net chart wharf timber sail mast oar cabin crew galley bell rudder shore
pier dune reef inlet cove marsh""".split()


def essay(seed: int, length: int = 240) -> str:
    """Invented prose: paragraphs of thirty words, each word by chance."""
    chance = random.Random(seed)
    drawn = [chance.choice(WORDS) + chance.choice(("", "s", "ed", "ing")) for _ in range(length)]
    return "\n\n".join(" ".join(drawn[place : place + 30]) for place in range(0, length, 30))


def reworded(text: str, every: int = 20) -> str:
    """The same text with one word in `every` changed."""
    return "\n\n".join(
        " ".join("otherwise" if place % every == 5 else word for place, word in enumerate(paragraph.split()))
        for paragraph in text.split("\n\n")
    )


def save(path: Path, *articles: tuple[str, str, str]) -> None:
    with Archive.open(path) as archive:
        for slug, title, text in articles:
            url = f"https://tea.example/{slug}"
            archive.save(thread(comment(f"On {slug}"), url=url, article=Article(title=title, text=text)))


def groups(path: Path) -> list[set[str]]:
    found: dict[int, set[str]] = {}
    for row in rows(path, "SELECT group_id, url FROM articles WHERE group_id IS NOT NULL"):
        found.setdefault(row["group_id"], set()).add(row["url"].rpartition("/")[2])
    return list(found.values())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def test_a_home_page_that_shows_the_newest_article_is_no_copy_of_it(path: Path) -> None:
    text = essay(1)
    save(path, ("boats", "Boats", text), ("", "The harbour blog", f"{text}\n\nSubscribe to the blog."))
    assert groups(path) == []


def test_an_article_under_another_heading_with_words_changed_is_one_republished(path: Path) -> None:
    text = essay(1)
    save(
        path,
        ("one", "The lamp on the head", text),
        ("two", "Who moved the light?", reworded(text)),
        ("x", "X", essay(2)),
    )
    assert groups(path) == [{"one", "two"}]


def test_a_shortened_copy_belongs_to_the_whole_text(path: Path) -> None:
    text = essay(1, 600)
    save(path, ("whole", "The lamp", text), ("cut", "The lamp, again", text[: len(text) // 2]))
    assert groups(path) == [{"whole", "cut"}]


def test_parts_of_a_series_and_short_notices_are_no_copies(path: Path) -> None:
    notice = "This is the open thread of the week. " * 5
    save(
        path,
        ("w1", "Open thread, week 11", essay(1)),
        ("w2", "Open thread, week 12", reworded(essay(1))),
        ("n1", "Closed today", notice),
        ("n2", "Closed for good", notice),
    )
    assert groups(path) == []


def test_articles_that_share_a_boilerplate_are_no_copies(path: Path) -> None:
    boilerplate = essay(7, 90)
    save(
        path, *((f"p{n}", f"On {word}", essay(n + 20, 150) + "\n\n" + boilerplate) for n, word in enumerate(WORDS[:8]))
    )
    assert groups(path) == []


def test_a_group_follows_the_text_of_its_articles(path: Path) -> None:
    text = essay(1)
    save(path, ("one", "The lamp", text), ("two", "The head", text), ("three", "The bay", reworded(text)))
    assert groups(path) == [{"one", "two", "three"}]
    save(path, ("two", "The head", essay(5)))
    assert groups(path) == [{"one", "three"}]
    save(path, ("three", "The bay", essay(6)))
    assert groups(path) == []


def test_what_differs_is_told_in_words_with_their_surroundings() -> None:
    one = "The lamp is out.\n\nIt will be lit again on the head, said the pilot."
    two = "The lamp is out.\n\nIt will be lit once more on the head, said the old pilot."
    assert [astuple(change) for change in differences(one, two)] == [
        ("It will be lit", "again", "once more", "on the head, said"),
        ("the head, said the", "", "old", "pilot."),
    ]


def test_the_joint_conversation_holds_the_comments_of_all_copies_each_once(path: Path) -> None:
    article = Article(title="The lamp", text=essay(1))
    moved = (comment("First!", "Bo Larch", id="1"), comment("Not so", "Old Hen", id="2", parent=0, depth=1))
    with Archive.open(path) as archive:
        archive.save(thread(*moved, url="https://old.example/lamp", article=article, id_scope="old.example"))
        archive.save(
            thread(
                *moved,
                comment("Indeed not", "Ebbe", id="7", parent=0, depth=1),
                comment("First!", "Bo Larch", id="8"),
                url="https://new.example/lamp",
                article=article,
                id_scope="new.example",
            )
        )
    with reading(path) as conn:
        joint, notes = joint_thread(conn, "https://old.example/lamp")
    assert [(each.text, each.depth) for each in joint.comments] == [
        ("First!", 0),
        ("Not so", 1),
        ("Indeed not", 1),
        ("First!", 0),
    ]
    assert notes == ["", "", "at https://new.example/lamp", "at https://new.example/lamp"]
