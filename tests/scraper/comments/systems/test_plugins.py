"""Comment systems that other packages bring, as distributions that are installed for one test."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scraper import parse
from scraper.comments.systems.plugins import installed
from scraper.site_rules import parser_version
from scraper.version import __version__

URL = "http://inn.example/guests"
PAGE = b"""<html><title>Guests</title><h1>Guests</h1><div class="inn-book">
<div class="leaf" id="leaf-101"><i class="pen">Tove Lind</i> <q>The soup was hot.</q></div>
<div class="leaf" id="leaf-102"><i class="pen">Old Hen</i> <q>The room was not.</q></div></div></html>"""
SYSTEM = """
from scraper.comments.systems import Hints, System

def tidy(comment):
    comment.q.string = comment.q.get_text().upper()

BOOK = System(
    name="inn-book", sign=".inn-book", id_system="inn", prepare=tidy,
    hints=Hints(node=".leaf", author=".pen", body="q"),
)
BOTH = [BOOK]
BAD_SIGN = System(name="inn-book", sign="div[[")
NO_SYSTEM = "inn-book"

def break_down(comment):
    raise KeyError("no leaf")

FRAGILE = System(name="inn-book", sign=".inn-book", hints=BOOK.hints, prepare=break_down)
"""
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a distribution with a module and entry points in the group."""

    def write(module: str, source: str, *points: str, version: str = "1.0") -> None:
        (tmp_path / f"{module}.py").write_text(source)
        info = tmp_path / f"{module}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text("[afterword.systems]\n" + "\n".join(points) + "\n")
        modules.append(module)
        installed.cache_clear()

    modules: list[str] = []
    monkeypatch.syspath_prepend(str(tmp_path))
    yield write
    installed.cache_clear()
    for module in modules:
        sys.modules.pop(module, None)


def _told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the scraper itself logged: trafilatura logs that a page holds no article."""
    return [record.getMessage() for record in caplog.records if record.name.startswith("scraper.")]


@pytest.mark.parametrize("name", ["BOOK", "BOTH"])
def test_a_package_brings_a_system_or_a_list_of_them(install: Install, name: str) -> None:
    assert parse(PAGE, URL).system is None
    install("inn_book", SYSTEM, f"inn = inn_book:{name}")
    thread = parse(PAGE, URL)
    assert (thread.system, thread.id_system) == ("inn-book", "inn")
    assert [(each.author.name, each.text, each.id) for each in thread.comments] == [
        ("Tove Lind", "THE SOUP WAS HOT.", "101"),
        ("Old Hen", "THE ROOM WAS NOT.", "102"),
    ]


@pytest.mark.parametrize(
    ("point", "reason"),
    [
        ("inn_book:MISSING", "AttributeError"),
        ("inn_book:NO_SYSTEM", "TypeError: inn_book:NO_SYSTEM holds str, no System"),
        ("inn_book:BAD_SIGN", "ValueError: sign: 'div[[' is no CSS selector"),
        ("nowhere_at_all:BOOK", "ModuleNotFoundError"),
    ],
)
def test_a_broken_one_is_told_in_one_line_and_the_others_are_used(
    install: Install, caplog: pytest.LogCaptureFixture, point: str, reason: str
) -> None:
    install("inn_book", SYSTEM, f"broken = {point}", "whole = inn_book:BOOK")
    with caplog.at_level(logging.WARNING):
        assert parse(PAGE, URL).system == "inn-book"
        parse(PAGE, URL)
    (told,) = _told(caplog)
    assert told.startswith("inn_book 1.0: its comment system broken cannot be used: ")
    assert reason in told
    assert "\n" not in told


def test_one_that_fails_on_a_comment_costs_that_comments_order_alone(
    install: Install, caplog: pytest.LogCaptureFixture
) -> None:
    install("inn_book", SYSTEM, "fragile = inn_book:FRAGILE")
    with caplog.at_level(logging.WARNING):
        thread = parse(PAGE, URL)
    assert [each.text for each in thread.comments] == ["The soup was hot.", "The room was not."]
    assert len(_told(caplog)) == 1


def test_another_version_of_a_package_is_another_parser(install: Install) -> None:
    assert parser_version(URL) == __version__
    install("inn_book", SYSTEM, "inn = inn_book:BOOK")
    first = parser_version(URL)
    install("inn_book_too", SYSTEM, "too = inn_book_too:BOOK", version="2.0")
    assert len({first, parser_version(URL), __version__}) == 3
