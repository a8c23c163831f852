from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from archive import Archive
from archive.cli.app import app
from archive.errors import SearchFailed
from archive.query.search import Filters
from archive.query.snippets import END, START, snippet, terms
from scraper.thread import Article
from tests.support.threads import comment, healthy, thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = {
    "pl": "Byłem w Łodzi zimą.",
    "no": "Smørbrød på øya er dyrt.",
    "de": "Die Straße ist naß.",
    "fr": "Le cœur de la forêt, déjà vu.",
    "zh": "我喜欢北京烤鸭",
    "ja": "東京タワーへ行きました",
    "th": "ภาษาไทยสวยงามมาก",
    "en": "The kettle whistled, and the kettles sang.",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    with Archive.open(path) as opened:
        opened.save(
            thread(
                *(
                    comment(text, f"Writer {name}", id=name, published=f"20{10 + place}-03-04T10:00:00Z")
                    for place, (name, text) in enumerate(TEXTS.items())
                ),
                article=Article(title="Tee", text="Nur der Artikel."),
            ),
            observed_at="2026-01-01",
        )
        opened.save(
            thread(
                comment("Another kettle.", "Łucja", id="x"),
                url="https://www.pot.example/1",
                id_scope="pot.example",
                article=Article(title="Pots"),
            ),
            observed_at="2026-01-02",
        )
        yield opened


def found(archive: Archive, words: str, **where: str) -> set[str]:
    return {(hit.author or "").removeprefix("Writer ") for hit in archive.search(words, where=Filters(**where))}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        *(("łodzi", "pl"), ("lodzi", "pl"), ("BYLEM", "pl"), ("Smørbrød", "no"), ("smorbrod", "no"), ("oya", "no")),
        *(("strasse", "de"), ("STRAẞE", "de"), ("nass", "de"), ("coeur", "fr"), ("cœur", "fr"), ("foret deja", "fr")),
        *(
            ("北京", "zh"),
            ("烤鸭", "zh"),
            ("北京烤鸭", "zh"),
            ("鸭", "zh"),
            ("東京", "ja"),
            ("タワー", "ja"),
            ("ました", "ja"),
        ),
        *(("ไทย", "th"), ("สวย", "th"), ("มาก", "th"), ('"kettle whistled"', "en"), ("whist* kettles", "en")),
    ],
)
def test_a_word_is_found_with_and_without_its_marks_and_in_scripts_without_spaces(
    archive: Archive, words: str, name: str
) -> None:
    assert found(archive, words) == {name}


@pytest.mark.parametrize(
    "words", ["京北", "烤鸭北京", "北京 東京", "whistled kettle sing", '"kettles whistled"', "北京 kettle"]
)
def test_what_does_not_stand_there_is_not_found(archive: Archive, words: str) -> None:
    assert found(archive, words) == set()


def test_site_author_and_time_narrow_a_search(archive: Archive) -> None:
    assert found(archive, "kettle") == {"en", "Łucja"}
    assert found(archive, "kettle", site="www.pot.example") == {"Łucja"}
    assert found(archive, "kettle", author="writer") == {"en"}
    assert found(archive, "kettle", until="2017") == {"en"}
    assert found(archive, "kettle", since="2017-03-04T10", until="2017-03-04") == {"en"}
    assert found(archive, "kettle", since="2018") == {"Łucja"}, "first seen then, without a stated date"
    assert found(archive, "东京", site="tea.example") == set()
    with pytest.raises(SearchFailed, match="yesterday"):
        archive.search("kettle", where=Filters(since="yesterday"))


def test_both_indexes_follow_edits_and_removals(archive: Archive, path: Path) -> None:
    archive.save(
        thread(comment("我爱上海", "Writer zh", id="zh"), complete=False),
        observed_at="2026-01-03",
    )
    assert found(archive, "上海") == {"zh"}
    assert found(archive, "北京") == set()
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("DELETE FROM comment_ids WHERE system_id = 'ja'")
        conn.execute("DELETE FROM comments WHERE text LIKE '%東京%'")
        conn.execute("UPDATE comments SET text = 'plain words' WHERE text LIKE '%ไทย%'")
    assert found(archive, "東京") == set()
    assert found(archive, "ไทย") == set()
    assert found(archive, "plain") == {"th"}
    assert healthy(path)
    with closing(sqlite3.connect(path)) as conn:
        for table in ("articles_cjk_fts", "comments_cjk_fts"):
            conn.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")


def test_a_text_in_letters_with_spaces_takes_no_room_in_the_other_index(archive: Archive, path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        assert {text for (text,) in conn.execute("SELECT substr(text, 1, 9) FROM comments_unspaced")} == {
            f"Writer {name}" for name in ("zh", "ja", "th")
        }


def test_snippets_show_the_text_as_written_where_most_words_stand_together() -> None:
    text = "Kettle. " + "filling words and more " * 30 + "the Wrocław kettle of Łódź sang " + "and so on " * 40
    shown = snippet(text, terms("wroclaw lodz kettle"))
    assert f"{START}Wrocław{END} {START}kettle{END} of {START}Łódź{END}" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 200
    assert snippet("Short.", terms("absent")) == "Short."


def test_the_command_takes_the_filters(archive: Archive, path: Path) -> None:
    told = CliRunner().invoke(app, ["search", "kettle", "--site", "pot.example", "--archive", str(path)])
    assert told.exit_code == 0
    assert "Another kettle." in told.stdout
    assert "whistled" not in told.stdout
