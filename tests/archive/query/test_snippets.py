"""The place of a text that shows the words looked for, as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.query.snippets import END, LENGTH, START, Term, snippet, terms, without_rare_letters


def shown(text: str, words: str) -> str:
    return snippet(text, terms(words)).replace(START, "[").replace(END, "]")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("blue kettle", [Term("blue"), Term("kettle")]),
        ('"blue kettle" old', [Term("blue kettle"), Term("old")]),
        ("kett*", [Term("kett", prefix=True)]),
        ('"unclosed words', [Term("unclosed words")]),
        ("- * \"!\" ''", []),
        ("", []),
    ],
)
def test_what_a_person_types_is_words_phrases_and_beginnings(typed: str, found: list[Term]) -> None:
    assert terms(typed) == found


def test_a_term_in_a_script_without_spaces_is_known() -> None:
    assert Term("茶碗").unspaced
    assert not Term("Köder").unspaced


def test_found_words_are_marked_as_they_were_written() -> None:
    assert shown("Straße am Hafen, Łódź", "strasse lodz") == "[Straße] am Hafen, [Łódź]"
    assert shown("a blue kettle, a kettle of blue", '"blue kettle"') == "a [blue kettle], a kettle of blue"
    assert shown("kettles and kettling", "kettl*") == "[kettles] and [kettling]"
    assert shown("京都の茶碗", "茶碗") == "京都の[茶碗]"
    assert shown("nothing here", "kettle") == "nothing here"


def test_a_long_text_is_shown_where_most_words_stand_together() -> None:
    text = f"A kettle. {'Water and tea. ' * 40}The blue kettle whistled. {'Milk and sugar. ' * 40}"
    told = shown(text, "blue kettle whistled")
    assert "[blue] [kettle] [whistled]" in told
    assert told.startswith("…")
    assert told.endswith("…")
    assert len(told) < LENGTH + 20


@given(st.text(st.sampled_from("ab ł茶\u0301"), max_size=400), st.sampled_from(["a", "ab b", "茶", "ł*", '"a b"']))
def test_marks_come_in_pairs_and_nothing_is_made_up(text: str, words: str) -> None:
    told = snippet(text, terms(words))
    assert told.count(START) == told.count(END)
    assert told.replace(START, "").replace(END, "").strip("…").strip() in text


def test_letters_that_no_decomposition_takes_apart_are_folded() -> None:
    assert without_rare_letters("Łódź, Ærø, ß") == "Lódź, AErø".replace("ø", "o") + ", ss"
