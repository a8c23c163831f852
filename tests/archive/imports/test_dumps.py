"""Dumps of other systems in an archive that knows the same threads from elsewhere, or not."""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from archive import Archive, Visit
from archive.cli.app import app
from archive.imports import dumps as archive_dumps
from archive.imports.importer import Watcher
from scraper.parse import parse
from scraper.thread import Thread
from tests.scraper.imports import dumps
from tests.support.archives import check
from tests.support.threads import contents, rows

URL = "http://quayside.example/2012/11/tide-table/"

TREE = "SELECT author, text, depth, state FROM comments ORDER BY article_id, position"


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output + result.stderr
    return result


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def dump(folder: Path, text: str, day: str = "2013-01-01", name: str = "dump") -> Path:
    """A file with these contents, written on this day."""
    file = folder / name
    file.write_text(text, "utf-8")
    seconds = datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp()
    os.utime(file, (seconds, seconds))
    return file


def figures(result: Result) -> dict[str, Any]:
    return {name: value for name, value in json.loads(result.stdout).items() if value}


@pytest.mark.parametrize("name", dumps.TEXTS)
def test_each_dump_comes_in_whole_and_a_second_time_changes_nothing(tmp_path: Path, path: Path, name: str) -> None:
    file = dump(tmp_path, dumps.TEXTS[name])
    first = figures(run("import", file, "--archive", path, "--base", dumps.BASE, "--json"))
    assert first["comments"] == rows(path, "SELECT count(*) n FROM comments")[0]["n"] > 0
    assert list(check(path)) == []
    before = contents(path, without=set())
    second = figures(run("import", file, "--archive", path, "--base", dumps.BASE, "--json"))
    assert "comments" not in second
    assert second["known"] == first["comments"]
    assert contents(path, without=set()) == before


def test_an_isso_database_comes_in_compressed_too(tmp_path: Path, path: Path) -> None:
    dumps.isso(tmp_path / "isso.db")
    (tmp_path / "isso.gz").write_bytes(gzip.compress((tmp_path / "isso.db").read_bytes()))
    run("import", tmp_path / "isso.gz", "--archive", path, "--base", dumps.BASE)
    run("import", tmp_path / "isso.db", "--archive", path, "--base", dumps.BASE)
    assert [row["depth"] for row in rows(path, TREE)] == [0, 1, 0, 1]


def test_the_visit_is_dated_by_the_dump_where_it_states_a_time_else_by_its_file(tmp_path: Path, path: Path) -> None:
    run("import", dump(tmp_path, dumps.wxr(), "2013-05-05"), "--archive", path)
    run("import", dump(tmp_path, dumps.DISQUS, "2013-05-05"), "--archive", path)
    assert rows(path, "SELECT channel, fetched_at, outcome FROM fetches") == [
        {"channel": "wordpress-export", "fetched_at": "2012-12-01T08:30:00Z", "outcome": "new"},
        {"channel": "disqus-export", "fetched_at": "2013-05-05T00:00:00Z", "outcome": "changed"},
    ]


def test_what_was_left_out_and_orphans_are_told(tmp_path: Path, path: Path) -> None:
    result = run("import", dump(tmp_path, dumps.DISQUS), "--archive", path)
    assert result.stdout.splitlines() == [
        "1 thread read, 1 thread and 4 comments new, 1 deleted",
        "left out: 1 of a page that the dump does not tell, 1 spam, 1 page without an address, 1 page without comments",
        f"orphan: 9005 answers 9004, not there: {URL}",
    ]
    assert rows(path, "SELECT depth, parent_system_id FROM comments WHERE author = 'Ebbe'") == [
        {"depth": 0, "parent_system_id": "9004"}
    ]


PRINTED = """\
<html><head><title>How to read a tide table - Quayside Notes</title><link rel="canonical" href="{url}"></head><body>
<article><h1>How to read a tide table</h1><p>Read it from the top, and mind the hour, and do not trust the moon.</p>
<p>Then from the bottom, until both agree, which they do at Michaelmas.</p></article>
<div id="disqus_thread"><div id="dsq-content"><ul id="dsq-comments">{comments}</ul></div></div></body></html>
"""

ITEM = """\
<li class="comment depth-{level}" id="dsq-comment-{id}"><div id="dsq-comment-header-{id}" class="dsq-comment-header">
<cite id="dsq-cite-{id}"><span id="dsq-author-user-{id}">{name}</span></cite></div>
<div id="dsq-comment-body-{id}" class="dsq-comment-body"><div id="dsq-comment-message-{id}" class="dsq-comment-message">
<p>{text}</p></div></div>{replies}</li>
"""


def printed() -> Thread:
    """The page as the Disqus plugin prints it for readers without JavaScript: WordPress's numbers, no dates."""
    reply = ITEM.format(level=2, id=32, name="Old Hen", text="It never was early.", replies="")
    ours = ITEM.format(
        level=1,
        id=31,
        name="Tove Lind",
        text="High water is <b>late</b>.</p><p>Again &amp; again.<br>Even so.",
        replies=f"<ul>{reply}</ul>",
    )
    other = ITEM.format(level=1, id=39, name="Page Only", text="Only the page has me.", replies="")
    return parse(PRINTED.format(url=URL, comments=ours + other).encode(), URL)


def scrape_page(path: Path, day: str) -> str:
    with Archive.open(path) as archive:
        return archive.save(printed(), observed_at=day).outcome


@pytest.mark.parametrize("page_first", [True, False])
def test_a_printed_disqus_page_and_the_dump_are_one_row_a_comment_with_the_dates_of_the_dump(
    tmp_path: Path, path: Path, page_first: bool
) -> None:
    file = dump(tmp_path, dumps.DISQUS)
    if page_first:
        scrape_page(path, "2012-12-24")
        run("import", file, "--archive", path)
    else:
        run("import", file, "--archive", path)
        scrape_page(path, "2013-02-01")
    found = rows(path, "SELECT author, published, gone_since FROM comments ORDER BY author")
    assert [(row["author"], row["published"] and row["published"][:16]) for row in found] == [
        ("Ebbe", "2012-11-21T14:00"),
        ("Old Hen", "2012-11-21T11:00"),
        ("Page Only", None),
        ("Piers Calloway", "2012-11-21T12:00"),
        ("Tove Lind", "2012-11-21T10:00"),
    ]
    assert all(row["gone_since"] is None for row in found)
    ids = rows(
        path,
        "SELECT system, system_id FROM comment_ids i JOIN comments c ON c.id = i.comment_id"
        " WHERE author = 'Tove Lind' ORDER BY system",
    )
    assert ids == [{"system": "disqus", "system_id": "9001"}, {"system": "wordpress", "system_id": "31"}]
    assert rows(path, "SELECT * FROM comment_versions") == []
    assert list(check(path)) == []


def test_a_comment_edited_since_is_known_by_the_number_it_had_in_wordpress(tmp_path: Path, path: Path) -> None:
    run("import", dump(tmp_path, dumps.DISQUS), "--archive", path)
    thread = printed()
    edited = replace(thread.comments[0], text="Something else altogether, to be honest.", html="")
    with Archive.open(path) as archive:
        archive.save(replace(thread, comments=(edited, *thread.comments[1:])), observed_at="2013-02-01")
    assert rows(path, "SELECT count(*) n FROM comments WHERE author = 'Tove Lind'") == [{"n": 1}]
    assert len(rows(path, "SELECT 1 FROM comment_versions")) == 2


@pytest.mark.parametrize("text", [dumps.DISQUS, dumps.wxr()], ids=["disqus", "wordpress"])
def test_after_an_import_an_unchanged_page_changes_nothing(tmp_path: Path, path: Path, text: str) -> None:
    scrape_page(path, "2012-10-24")
    run("import", dump(tmp_path, text), "--archive", path)
    scrape_page(path, "2013-02-01")
    before = contents(path)
    assert scrape_page(path, "2013-02-02") == "unchanged"
    assert contents(path) == before


def test_a_dump_takes_nothing_back_that_another_channel_showed_but_what_an_earlier_dump_had(
    tmp_path: Path, path: Path
) -> None:
    scrape_page(path, "2012-12-24")
    run("import", dump(tmp_path, dumps.DISQUS, "2013-01-01"), "--archive", path)
    start = dumps.DISQUS.index('<post dsq:id="9005">')
    less = dumps.DISQUS[:start] + dumps.DISQUS[dumps.DISQUS.index('<post dsq:id="9006">') :]
    told = figures(run("import", dump(tmp_path, less, "2013-03-01"), "--archive", path, "--json"))
    assert told["gone"] == 1
    assert rows(path, "SELECT author, gone_since FROM comments WHERE gone_since IS NOT NULL") == [
        {"author": "Ebbe", "gone_since": "2013-03-01T00:00:00Z"}
    ]


def test_half_a_dump_gives_what_was_whole_takes_nothing_back_and_says_where_it_broke(
    tmp_path: Path, path: Path
) -> None:
    run("import", dump(tmp_path, dumps.DISQUS, "2013-01-01"), "--archive", path)
    half = dumps.DISQUS[: dumps.DISQUS.index('<post dsq:id="9003">') + 60]
    result = run("import", dump(tmp_path, half, "2013-03-01"), "--archive", path, code=1)
    line = half.count("\n") + 1
    assert f"Disqus XML: line {line}: the XML breaks off (" in result.stderr
    assert "what comes before that is imported" in result.stderr
    assert rows(path, "SELECT count(*) n FROM comments WHERE gone_since IS NOT NULL") == [{"n": 0}]
    assert rows(path, "SELECT complete FROM observations ORDER BY id") == [{"complete": 1}, {"complete": 0}]
    run("import", dump(tmp_path, half), "--archive", tmp_path / "b.db", code=1)
    assert rows(tmp_path / "b.db", "SELECT author FROM comments") == [{"author": "Tove Lind"}, {"author": "Old Hen"}]


def test_threads_of_one_page_under_several_spellings_are_one(tmp_path: Path, path: Path) -> None:
    second = """\
<thread dsq:id="1004"><id/><forum>quayside</forum><link>https://www.quayside.example/2012/11/tide-table?utm_source=x</link>
<title>How to read a tide table</title></thread><post dsq:id="9007"><id/><message>Third spelling.</message>
<createdAt>2012-11-20T15:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
<author><name>Wren</name></author><thread dsq:id="1004"/></post></disqus>"""
    file = dump(tmp_path, dumps.DISQUS.replace("</disqus>", second))
    run("import", file, "--archive", path)
    assert rows(path, "SELECT comment_count, gone_count FROM articles") == [{"comment_count": 5, "gone_count": 0}]
    assert rows(path, TREE)[0]["author"] == "Wren"  # in the order of the dates


def test_an_address_that_moved_belongs_to_the_article_that_the_archive_knows(tmp_path: Path, path: Path) -> None:
    moved = "http://quayside.example/tide-table"
    with Archive.open(path) as archive:
        visit = Visit(URL, final_url=moved, redirects=())
        archive.save(replace(printed(), url=moved, canonical_url=None), observed_at="2012-12-24", visit=visit)
    second = dumps.DISQUS.replace("http://quayside.example/2012/12/empty/", moved).replace(
        '<thread dsq:id="1001"/><parent dsq:id="9004"/>', '<thread dsq:id="1003"/>'
    )
    run("import", dump(tmp_path, second), "--archive", path)
    assert rows(path, "SELECT count(*) n, sum(gone_count) gone FROM articles") == [{"n": 1, "gone": 0}]
    assert rows(path, "SELECT count(*) n FROM comments") == [{"n": 5}]


def test_what_was_forgotten_stays_out(tmp_path: Path, path: Path) -> None:
    file = dump(tmp_path, dumps.DISQUS)
    run("import", file, "--archive", path, "--keep-private")
    run("forget", "--author", "Old Hen", "--yes", "--archive", path)
    run("import", file, "--archive", path, "--keep-private")
    run("import", dump(tmp_path, dumps.DISQUS, "2014-01-01"), "--archive", path)
    assert "Old Hen" not in [row["author"] for row in rows(path, TREE)]
    run("forget", URL, "--yes", "--archive", path)
    result = run("import", dump(tmp_path, dumps.DISQUS, "2015-01-01"), "--archive", path)
    assert "1 page forgotten" in result.stdout
    assert rows(path, TREE) == []
    assert rows(path, "SELECT * FROM private") == []


def test_addresses_of_people_stay_out_unless_they_are_asked_for(tmp_path: Path, path: Path) -> None:
    file = dump(tmp_path, dumps.DISQUS)
    run("import", file, "--archive", path)
    assert rows(path, "SELECT * FROM private") == []
    assert b"lind.example" not in path.read_bytes()
    run("import", file, "--archive", path, "--keep-private")
    kept = "SELECT author, email, ip FROM private p JOIN comments c ON c.id = p.comment_id"
    assert rows(path, kept) == [{"author": "Tove Lind", "email": "tove@lind.example", "ip": "192.0.2.7"}]
    run("export", "--archive", path, "--format", "ndjson", "-o", tmp_path / "e.ndjson")
    assert "lind.example" not in (tmp_path / "e.ndjson").read_text()
    before = contents(path, without=set())
    run("import", file, "--archive", path, "--keep-private")
    assert contents(path, without=set()) == before
    run("forget", "--author", "Tove Lind", "--yes", "--archive", path)
    assert rows(path, "SELECT * FROM private") == []


def test_pages_told_by_path_ask_for_the_address_of_the_site(tmp_path: Path, path: Path) -> None:
    file = dump(tmp_path, dumps.TAKEOUT)
    result = run("import", file, "--archive", path, code=1)
    assert "1 page known by path only; say with --base where the site is" in result.stderr
    run("import", file, "--archive", path, "--base", "http://quayside.example")
    assert rows(path, "SELECT url FROM articles") == [{"url": "http://quayside.example/2012/11/tide-table.html"}]
    run("import", file, "--archive", path, "--base", "quayside", code=2)


@pytest.mark.parametrize("data", [b"", b"\x1f\x8b\x08", b"SQLite", b"<disqus/>", b'{"a": 1}'])
def test_what_is_no_dump_is_refused_by_name(tmp_path: Path, path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    result = run("import", tmp_path / "x", "--archive", path, code=1)
    assert str(tmp_path / "x") in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_another_database_is_refused_by_name(tmp_path: Path, path: Path) -> None:
    Archive.open(tmp_path / "other.db").close()
    result = run("import", tmp_path / "other.db", "--archive", path, code=1)
    assert "a database, but not one of Isso's" in result.stderr


def test_documents_and_dumps_come_in_together_compressed_or_not(tmp_path: Path, path: Path) -> None:
    with Archive.open(tmp_path / "b.db") as archive:
        archive.save(printed(), observed_at="2012-12-24")
    run("export", "--archive", tmp_path / "b.db", "--format", "ndjson", "-o", tmp_path / "e.ndjson")
    (tmp_path / "e.gz").write_bytes(gzip.compress((tmp_path / "e.ndjson").read_bytes()))
    told = figures(run("import", tmp_path / "e.gz", dump(tmp_path, dumps.DISQUS), "--archive", path, "--json"))
    assert (told["read"], told["articles"], told["comments"], told["known"]) == (2, 1, 5, 2)


@pytest.mark.parametrize("form", ["wxr", "remark42"])
def test_our_own_exports_to_other_systems_come_back_as_the_same_tree(tmp_path: Path, path: Path, form: str) -> None:
    run("import", dump(tmp_path, dumps.DISQUS), "--archive", path)
    run("export", "--archive", path, "--format", form, "-o", tmp_path / "other")
    run("import", tmp_path / "other", "--archive", tmp_path / "b.db")
    select = "SELECT author, text, depth, published_utc FROM comments WHERE state = 'visible' ORDER BY position"
    assert rows(tmp_path / "b.db", select) == rows(path, select)


def test_numbers_made_up_for_an_export_are_never_taken_for_those_of_the_site(tmp_path: Path, path: Path) -> None:
    run("import", dump(tmp_path, dumps.wxr()), "--archive", path)
    run("export", "--archive", path, "--format", "wxr", "-o", tmp_path / "ours")
    run("import", tmp_path / "ours", "--archive", path)
    assert [row["system_id"] for row in rows(path, "SELECT system_id FROM comment_ids")] == ["31", "32", "33", "35"]
    assert rows(path, "SELECT count(*) n FROM comments") == [{"n": 4}]


def test_a_post_that_moved_between_two_dumps_is_one_article(tmp_path: Path, path: Path) -> None:
    moved = (
        dumps.wxr().replace("/2012/11/tide-table/</link>", "/tide-table/</link>").replace("2012 08:30", "2014 08:30")
    )
    run("import", dump(tmp_path, dumps.wxr()), "--archive", path)
    told = figures(run("import", dump(tmp_path, moved), "--archive", path, "--json"))
    assert (told["known"], "comments" in told) == (4, False)
    assert rows(path, "SELECT url FROM articles") == [{"url": URL}]
    assert rows(path, "SELECT url, kind FROM urls ORDER BY first_seen_at") == [
        {"url": URL, "kind": "page"},
        {"url": "http://quayside.example/tide-table/", "kind": "redirect"},
    ]
    assert list(check(path)) == []
    before = contents(path, without=set())
    run("import", dump(tmp_path, moved), "--archive", path)
    assert contents(path, without=set()) == before


def test_a_site_that_was_numbered_anew_is_not_taken_for_what_it_was(tmp_path: Path, path: Path) -> None:
    other = dumps.wxr().replace("/2012/11/tide-table/", "/fog/").replace("2012 08:30", "2014 08:30")
    for word, new in (("High water", "Fog at night"), ("never was", "was not"), ("tide tables", "fog"), ("Rub", "Fog")):
        other = other.replace(word, new)
    run("import", dump(tmp_path, dumps.wxr()), "--archive", path)
    run("import", dump(tmp_path, other), "--archive", path)
    assert rows(path, "SELECT comment_count FROM articles ORDER BY id") == [{"comment_count": 4}, {"comment_count": 4}]
    assert rows(path, "SELECT * FROM comment_versions") == []


class Impatient(Watcher):
    """Gives up when the second thread is saved."""

    def saved(self, done: int, known: int) -> None:
        if done == 2:
            raise KeyboardInterrupt


def test_an_import_that_was_interrupted_keeps_what_was_saved_and_is_taken_up_again(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = "<item><title>{0}</title><link>http://quayside.example/{0}/</link>{1}</item>\n"
    comment = "<wp:comment><wp:comment_id>{}</wp:comment_id><wp:comment_content>{}</wp:comment_content></wp:comment>"
    items = "".join(item.format(page, comment.format(page, f"{page} gulls")) for page in range(1, 6))
    file = dump(tmp_path, dumps.wxr(items=items))
    monkeypatch.setattr(archive_dumps, "BATCH", 1)
    with pytest.raises(KeyboardInterrupt), Archive.open(path) as archive:
        archive.import_([file], watcher=Impatient())
    assert rows(path, "SELECT text FROM comments") == [{"text": "1 gulls"}, {"text": "2 gulls"}]
    told = figures(run("import", file, "--archive", path, "--json"))
    assert (told["read"], told["known"], told["comments"]) == (5, 2, 3)
    assert rows(path, "SELECT count(*) n FROM fetches") == [{"n": 5}]
    assert list(check(path)) == []
