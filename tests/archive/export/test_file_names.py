"""A file's name tells the thread, is safe everywhere, and holds nothing of a hostile page."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.export.file_names import file_name
from scraper.thread import Article
from tests.support.threads import thread

UID = "01j8z3k4m5n6p7q8r9s0t1v2w3"


def named(url: str, title: str | None, uid: str | None = UID, suffix: str = ".md") -> str:
    return file_name(thread(url=url, uid=uid, article=Article(title=title)), suffix)


@pytest.mark.parametrize(
    ("url", "title", "name"),
    [
        ("https://www.Tea.example/x", "Kettles I have known!", f"tea.example-kettles-i-have-known-{UID}.md"),
        ("https://tea.example:8080/", "Ärmel & Köder", f"tea.example-8080-armel-koder-{UID}.md"),
        ("file:///tmp/x", None, f"{UID}.md"),
        ("https://con/", "x", f"_con-x-{UID}.md"),
        ("https://tea.example/", "../../etc/passwd", f"tea.example-etc-passwd-{UID}.md"),
        ("https://tea.example/", "京都", f"tea.example-{UID}.md"),
    ],
)
def test_a_name_is_site_title_and_uid(url: str, title: str | None, name: str) -> None:
    assert named(url, title) == name


@given(st.text(max_size=200), st.text(max_size=40))
def test_a_name_is_safe_whatever_a_page_says(title: str, uid: str) -> None:
    name = named("https://tea.example/", title, uid, ".json")
    assert re.fullmatch(r"_?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.json", name)
    assert ".." not in name
    assert len(name) < 200


def test_uids_that_differ_in_letters_that_no_name_can_have_are_told_apart() -> None:
    names = {named("https://tea.example/", "x", uid) for uid in ("abc", "ABC", "abc/", "a-b-c", "äbc")}
    assert len(names) == 5
    assert named("file:///x", None, None) == "thread.md"
