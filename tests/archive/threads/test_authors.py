"""Whom the authors of comments are taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive import Archive
from scraper.thread import Author, Comment
from tests.support.threads import rows, thread

if TYPE_CHECKING:
    from pathlib import Path

LINK = "https://anna.example/"


def said(number: int, name: str | None, url: str | None = None) -> Comment:
    return Comment(f"Kettle number {number}.", id=str(number), author=Author(name, url))


def authors(path: Path) -> dict[str, int | None]:
    return {row["text"]: row["author_id"] for row in rows(path, "SELECT text, author_id FROM comments")}


def test_a_name_with_its_address_is_one_person_on_a_site_and_a_bare_name_within_a_thread(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive.open(path) as archive:
        archive.save(thread(said(1, "Anna", LINK), said(2, "Anna"), said(3, "anna "), said(4, None)))
        archive.save(thread(said(5, "Anna", LINK), said(6, "Anna"), url="https://tea.example/2", canonical_url=None))
        archive.save(thread(said(7, "Anna", LINK), url="https://pots.example/1"))
    found = [authors(path)[f"Kettle number {number}."] for number in range(1, 8)]
    linked, bare, same, none, again, elsewhere, other_site = found
    assert linked == again
    assert bare == same
    assert none is None
    assert len({linked, bare, elsewhere, other_site}) == 4


def test_who_takes_another_name_becomes_another_author_and_who_does_not_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive.open(path) as archive:
        archive.save(thread(said(1, "Anna"), said(2, "Bo")), observed_at="2026-01-01")
        before = authors(path)
        archive.save(thread(said(1, "Anna Thimble"), said(2, "Bo")), observed_at="2026-01-02")
    after = authors(path)
    assert after["Kettle number 1."] != before["Kettle number 1."]
    assert after["Kettle number 2."] == before["Kettle number 2."]
    assert len(rows(path, "SELECT * FROM authors")) == 3
