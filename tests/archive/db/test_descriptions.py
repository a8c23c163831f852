"""What a column means stands once; `tests.archive.db.test_schema` holds that none is missing."""

from __future__ import annotations

from archive.db.descriptions import describe


def test_what_is_particular_to_a_table_goes_before_what_is_common() -> None:
    assert describe("articles", "uid") == describe("comments", "uid")
    assert describe("articles", "text") != describe("comments", "text")
    assert describe("comments", "") is not None


def test_what_does_not_exist_has_no_description() -> None:
    assert describe("articles", "nothing") is None
    assert describe("nothing", "") is None
