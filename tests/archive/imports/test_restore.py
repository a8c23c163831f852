"""A document is written as an archive: what its history bears out, in the wordings that it has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from archive import Archive
from archive.db.handle import Handle
from archive.errors import ArchiveError
from archive.export import json_documents, json_rows
from archive.imports import restore
from archive.query import read
from scraper.errors import DocumentError
from tests.support.archives import reading
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from sqlite_utils import Database


@pytest.fixture
def document(tmp_path: Path) -> dict[str, Any]:
    one, two = comment("One", id="1"), comment("Two", "Bo Larch", id="2", parent=0, depth=1)
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(one, two), observed_at="2026-01-01")
        archive.save(thread(comment("One!", id="1")), observed_at="2026-01-02")
    return exported(tmp_path / "a.db")


def exported(path: Path) -> dict[str, Any]:
    with reading(path) as conn:
        (key,) = read.keys(conn)
        found: dict[str, Any] = json.loads("".join(json_documents.written(json_rows.document(conn, key))))
    return found


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Handle(tmp_path / "b.db") as archive:
        yield archive.db


def test_a_document_is_restored_with_uids_wordings_and_visits(
    db: Database, document: dict[str, Any], tmp_path: Path
) -> None:
    made = restore.checked(document)
    assert not restore.is_known(db, made, [])
    assert restore.restore(db, document, made) == document["uid"]
    assert restore.is_known(db, made, [])
    assert exported(tmp_path / "b.db") == document


def test_an_article_is_known_by_any_address_or_comment(db: Database, document: dict[str, Any]) -> None:
    restore.restore(db, document, restore.checked(document))
    moved = {**document, "uid": "another", "url": "https://cups.example/1"}
    uids = [document["comments"][0]["uid"], "new"]
    first, second = ({**moved, "comments": [{"text": "x", "uid": uid}]} for uid in uids)
    assert restore.is_known(db, restore.checked(first), [])
    assert not restore.is_known(db, restore.checked(second), [])
    assert restore.is_known(db, restore.checked(second), ["http://www.tea.example/2026/kettles/"])


def test_without_a_history_one_is_made_of_what_the_document_says(document: dict[str, Any]) -> None:
    made = restore.checked(document)
    nodes = [document["comments"][0], document["comments"][0]["replies"][0]]
    told = restore.invented(made, document, nodes)
    assert [visit["at"] for visit in told["visits"]] == ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"]
    assert [each["comments"] for each in told["observations"]] == [[[0, 2, None], [1, 1, 0]], [[0, 2, None]]]
    assert [each["complete"] for each in told["observations"]] == [None, True]


@pytest.mark.parametrize(
    "change",
    [
        {"visits": []},
        {"visits": [{"at": "soon"}]},
        {"visits": [{"at": "2026-01-01T00:00:00Z", "observation": 7}]},
        {"observations": 7},
        {"addresses": [{}]},
    ],
)
def test_a_history_that_does_not_hold_together_is_refused(
    db: Database, document: dict[str, Any], change: dict[str, Any]
) -> None:
    broken = {**document, "history": {**document["history"], **change}}
    with pytest.raises(ArchiveError, match="does not hold together"):
        restore.restore(db, broken, restore.checked(broken))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"site": 7}, "url: site holds int"),
        ({"complete": "yes"}, "url: complete holds str"),
        ({"declared_count": True}, "url: declared_count holds bool"),
        ({"article": {"title": []}}, "article: title holds list"),
        ({"comments": [{"text": "x", "likes": "3"}]}, "comment 0: likes holds str"),
        ({"comments": [{"text": "x"}, {"author": {"name": 7}}]}, "comment 1: author: name holds int"),
    ],
)
def test_a_value_of_another_type_is_named(document: dict[str, Any], change: dict[str, Any], told: str) -> None:
    with pytest.raises(DocumentError) as refusal:
        restore.checked({**document, **change})
    assert str(refusal.value) == told


def test_html_is_sanitised_and_a_uid_that_comes_twice_counts_once(document: dict[str, Any]) -> None:
    twice = [{"text": "x", "uid": "a", "html": "<p onclick='x()'>x<script>"}, {"text": "y", "uid": "a"}]
    made = restore.checked({**document, "comments": twice, "article": {"html": "<script>x</script><p>y"}})
    assert [(each.uid, each.html) for each in made.comments] == [("a", "<p>x</p>"), (None, "")]
    assert made.article.html == "<p>y</p>"
