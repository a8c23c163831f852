"""The words of all languages stand in tables, and make expressions that can be used."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from scraper.comments.vocabulary import words

FOLDER = files("scraper.comments.vocabulary")

TABLES = tomllib.loads(FOLDER.joinpath("words.toml").read_text("utf-8"))


@pytest.mark.parametrize("concept", sorted(TABLES.keys() - {"numbers", "press"}))
def test_each_table_gives_one_expression(concept: str) -> None:
    re.compile(words.either(concept))
    assert "" not in words.either(concept).split("|")


@pytest.mark.parametrize("table", ["words.toml", "class_names.toml"])
def test_languages_are_named_by_their_codes(table: str) -> None:
    tables = tomllib.loads(FOLDER.joinpath(table).read_text("utf-8"))
    assert all(re.fullmatch("any|[a-z]{2}", language) for concept in tables.values() for language in concept)


def test_every_language_adds_to_an_expression() -> None:
    either = words.either("by", "from")
    assert {"by", "von", "par", "from", "da"} <= set(either.split("|"))


def test_labels_and_names_are_whole_words() -> None:
    assert {"reply", "antworten", "返信"} <= words.labels("reply")
    assert {"comments", "kommentare", "reacties"} <= words.names("comments")
    assert words.names("like", "dislike") == words.names("like") | words.names("dislike")


def test_numbers_come_in_their_order_in_languages_that_count_so_far() -> None:
    numbers = words.numbers()
    assert len(numbers) == 13
    assert "zwölf" in numbers[12].split("|")
    assert {"three", "три"} <= set(numbers[3].split("|"))


def test_a_concept_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match="no-such-concept"):
        words.either("no-such-concept")
