"""The export that WordPress itself makes, imported, beside what its pages show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from typer.testing import CliRunner

from archive.cli.app import app
from archive.threads.similarity import demangled
from tests.peers.scraping import Said, said
from tests.peers.wordpress.examples import long_thread
from tests.support.archives import check
from tests.support.threads import contents, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.peers.scraping import Reader
    from tests.peers.wordpress import WordPress
    from tests.peers.wordpress.examples import Filled


def imported(wordpress: WordPress, path: Path) -> dict[str, Any]:
    """Import what WordPress exports; what the import tells."""
    file = path.parent / "wordpress.xml"
    file.write_text(wordpress.export(), "utf-8")
    result = CliRunner().invoke(app, ["import", str(file), "--archive", str(path), "--json"])
    assert result.exit_code == 0, result.output + result.stderr
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def thread_of(wordpress: WordPress) -> Filled:
    return long_thread(wordpress, 30)


def plain(one: Said) -> Said:
    """Without what WordPress makes of dashes and quotes when it prints them."""
    return one._replace(text=demangled(one.text), author=demangled(one.author))


def test_the_export_of_wordpress_gives_the_thread_that_its_interface_shows(wordpress: WordPress, read: Reader) -> None:
    filled = thread_of(wordpress)
    told = imported(wordpress, read.path)
    assert told["failed"] == told["orphan_count"] == 0
    assert told["skipped"]["held"] >= 1
    thread = read.thread(filled.url)
    visible = [each for each in said(thread) if each.kind == "comment" and each.id in set(map(str, filled.ids))]
    asked = [each for each in said(read.ask(filled.url, "wordpress")) if each.kind == "comment"]
    assert sorted(map(plain, visible)) == sorted(map(plain, asked))
    states = "SELECT count(*) n FROM comments c JOIN articles a ON a.id = c.article_id WHERE a.url = ? AND state = ?"
    assert rows(read.path, states, filled.url, "deleted") == [{"n": 1}]
    assert list(check(read.path)) == []


def test_the_page_and_the_export_are_one_row_a_comment(wordpress: WordPress, read: Reader) -> None:
    filled = thread_of(wordpress)
    read(filled.url)
    select = "SELECT c.id FROM comments c JOIN articles a ON a.id = c.article_id WHERE a.url = ? AND state = 'visible'"
    shown = rows(read.path, select, filled.url)
    imported(wordpress, read.path)
    assert rows(read.path, select, filled.url) == shown
    versions = """
        SELECT v.* FROM comment_versions v JOIN comments c ON c.id = v.comment_id JOIN articles a ON a.id = c.article_id
        WHERE a.url = ?
    """
    assert rows(read.path, versions, filled.url) == []
    before = contents(read.path)
    assert read(filled.url).outcome == "unchanged"
    assert contents(read.path) == before


def test_the_same_export_a_second_time_changes_nothing(wordpress: WordPress, read: Reader) -> None:
    thread_of(wordpress)
    imported(wordpress, read.path)
    file = read.path.parent / "wordpress.xml"
    before = contents(read.path, without=set())
    assert CliRunner().invoke(app, ["import", str(file), "--archive", str(read.path)]).exit_code == 0
    assert contents(read.path, without=set()) == before
