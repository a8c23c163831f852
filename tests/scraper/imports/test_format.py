"""A format is known by what stands at the beginning of its dumps."""

from __future__ import annotations

import re

import pytest

from scraper.imports import registry
from scraper.imports.format import Format
from scraper.imports.registry import FORMATS, format_of

FORM = Format("Quayside", "quay", "quay-export", re.compile(r"\A\s*<quay>"), lambda source, tally: iter(()))


@pytest.mark.parametrize(
    ("head", "is_one"), [("<quay>", True), ("\n <quay><x/>", True), ("<x/><quay>", False), ("", False)]
)
def test_a_file_is_a_dump_by_its_beginning(head: str, is_one: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "FORMATS", (FORM,))
    assert (format_of(head.encode()) is FORM) is is_one


def test_formats_have_names_of_their_own_and_channels_of_their_own() -> None:
    assert len({form.name for form in FORMATS}) == len(FORMATS)
    assert len({form.channel for form in FORMATS}) == len(FORMATS)
