"""Documents are written piece by piece, and are the JSON that a thread is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from archive.export.json_documents import Document, of_thread, pieces, written
from scraper.thread import MAX_NESTING, Thread
from tests.support.threads import comment, deep_thread, thread, threads

TWO = (thread(comment("One"), comment("Two", parent=0, depth=1)), thread(url="https://tea.example/cups"))


def told(form: str, *documents: Thread, single: bool = False, flat: bool = False) -> str:
    return "".join(pieces(map(of_thread, documents), form, single=single, flat=flat))


@pytest.mark.slow
@given(threads())
def test_a_document_is_what_the_thread_says_it_is(document: Thread) -> None:
    assert json.loads("".join(written(of_thread(document)))) == json.loads(json.dumps(document.to_dict()))


def test_one_is_an_object_several_are_an_array_or_a_line_each() -> None:
    objects = [each.to_dict() for each in TWO]
    assert json.loads(told("json", TWO[0], single=True)) == objects[0]
    assert json.loads(told("json", *TWO)) == objects
    assert [json.loads(line) for line in told("ndjson", *TWO).splitlines()] == objects
    assert told("json") == "[]\n"
    assert told("ndjson") == ""


def test_flat_documents_are_one_list_that_comes_back_as_the_same_thread() -> None:
    flat = json.loads(told("json", TWO[0], single=True, flat=True))
    assert flat["flat"] is True
    assert [(each["depth"], "replies" in each) for each in flat["comments"]] == [(0, False), (1, False)]
    assert Thread.from_dict(json.loads(told("ndjson", deep_thread(300)))).comments[-1].depth == 299


@pytest.mark.parametrize("flat", [True, False])
def test_nothing_is_nested_deeper_than_a_parser_reads(*, flat: bool) -> None:
    text = "".join(written(of_thread(deep_thread(5_000)), flat=flat))
    deepest = level = 0
    for letter in text:
        level += (letter in "[{") - (letter in "]}")
        deepest = max(deepest, level)
    assert level == 0
    assert deepest <= 2 * MAX_NESTING + 6


def test_comments_are_handed_on_as_they_come_and_the_tail_is_asked_for_behind_them() -> None:
    asked: list[int] = []

    def comments() -> Iterator[tuple[int, dict[str, Any]]]:
        for number in range(1_000):
            asked.append(number)
            yield 0, {"text": str(number)}

    parts = written(Document({"url": "x"}, comments(), lambda: {"count": len(asked)}))
    first = next(parts)
    assert len(asked) < 200
    assert json.loads(first + "".join(parts))["count"] == 1_000
