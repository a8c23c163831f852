"""Each dump is known by its content, alone or in a zip."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scraper.imports import registry
from scraper.imports.records import Format
from scraper.imports.registry import FORMATS, format_of
from tests.scraper.imports import dumps
from tests.scraper.imports.support import read


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", dumps.TEXTS)
def test_a_dump_is_known_by_its_content_also_when_gzip_compressed_it(tmp_path: Path, name: str, packed: bool) -> None:
    found = read(tmp_path, dumps.TEXTS[name], dumps.BASE, packed=packed)
    assert found.format == name
    assert found.comments
    assert found.tally.breaks == []
    assert all(thread.complete for thread in found.threads)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"<html><body>disqus.com</body></html>",
        b'<rss version="2.0"><channel></channel></rss>',
        b'<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:blogger.com,1999:blog-7.post-1..comments</id></feed>',
        b'{"comments": 3}',
        b'[{"name": "x"}]',
        b'{"format": "afterword/thread"}',
        b"PK\x03\x04",
    ],
)
def test_what_is_no_dump_is_taken_for_none(head: bytes) -> None:
    assert format_of(head) is None


def test_no_dump_is_taken_for_two() -> None:
    for text in dumps.TEXTS.values():
        assert sum(bool(each.sign.search(text)) for each in FORMATS) == 1


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
