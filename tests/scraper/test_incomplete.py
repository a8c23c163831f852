from __future__ import annotations

import json
from typing import Any

import pytest

from scraper.errors import DocumentError
from scraper.incomplete import SENTENCES, Code, Incomplete, from_dict, sentence, to_dict, too_few

ALL = [Incomplete(code, detail) for code in Code for detail in (None, "5 of 7", "a (b) {c}")]


def test_every_code_has_a_sentence_of_its_own() -> None:
    assert set(SENTENCES) == set(Code)
    assert len(set(SENTENCES.values())) == len(Code)


@pytest.mark.parametrize("reason", ALL)
def test_every_reason_can_be_told_and_states_its_detail(reason: Incomplete) -> None:
    told = str(sentence(reason))
    assert "{}" not in told
    assert (reason.detail or "") in told


@pytest.mark.parametrize("reason", [None, *ALL])
def test_a_reason_comes_back_from_a_document_whatever_its_sentence(reason: Incomplete | None) -> None:
    document = json.loads(json.dumps(to_dict(reason)))
    assert from_dict(document) == reason
    if reason is not None:
        assert from_dict({**document, "incomplete_reason": "no comments found on the page"}) == reason


def test_the_values_of_codes_are_stored_and_never_change() -> None:
    assert [code.value for code in Code] == [
        *("cut_short", "further_pages", "loaded_by_script", "selection", "left_out", "too_few", "loads_more"),
        *("no_comments", "json_ld_only", "text_dump", "files_unreadable", "moved", "too_many_pages", "page_failed"),
        *("page_repeated", "circle", "needs_key", "key_used_up", "channel_failed", "other"),
    ]


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ({}, None),
        ({"incomplete_code": None, "incomplete_reason": ""}, None),
        ({"incomplete_reason": "further comment pages"}, Incomplete(Code.FURTHER_PAGES)),
        ({"incomplete_code": "tired", "incomplete_reason": "It sleeps."}, Incomplete(Code.OTHER, "It sleeps.")),
        ({"incomplete_code": "tired"}, Incomplete(Code.OTHER, "tired")),
    ],
)  # fmt: skip
def test_a_reason_without_a_code_or_with_one_of_a_later_version(
    stated: dict[str, Any], reason: Incomplete | None
) -> None:
    assert from_dict(stated) == reason


@pytest.mark.parametrize("key", ["incomplete_code", "incomplete_detail", "incomplete_reason"])
@pytest.mark.parametrize("value", [1, ["moved"], {}, True])
def test_what_is_no_text_is_refused(key: str, value: Any) -> None:
    with pytest.raises(DocumentError):
        from_dict({"incomplete_code": "moved", key: value})


@pytest.mark.parametrize(("pages", "told"), [("200", "200"), ("1000", "1,000"), ("9" * 6000, ",999"), ("many", "many")])
def test_a_number_of_pages_is_told_as_other_numbers_are(pages: str, told: str) -> None:
    assert str(sentence(Incomplete(Code.TOO_MANY_PAGES, pages))).endswith(f"{told} pages")


def test_too_few_tells_how_many() -> None:
    assert sentence(too_few(5, 7)) == "5 of 7 comments were read"
    assert sentence(None) is None
