"""Exports for other comment systems: Isso reads its own in a test; the others are held against their formats."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from typer.testing import CliRunner, Result

from archive import Archive
from archive.cli.app import app
from scraper.html import plain_text
from scraper.thread import Article, Author, Comment, Thread
from tests.support.threads import deep_thread

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://tea.example/2026/kettles?p=3"

WP = "{http://wordpress.org/export/1.2/}"

WORDS = "1. No *list*, no _emphasis_ & no <b>tags</b>.\nA second line: `x` [a](b) ]]> &amp; http://x.example/a_b_c"


def said(text: str, name: str | None, at: str | None, **facts: Any) -> Comment:
    return Comment(text, facts.pop("html", ""), author=Author(name, facts.pop("link", None)), published=at, **facts)


THREAD = Thread(
    URL,
    Article("Kettles & <pots>", "Maud", "2026-01-01T08:00:00+01:00", text="All sing.", html="<p>All <b>sing</b>.</p>"),
    (
        said(f"{WORDS}\n\nAnd a paragraph.", "Anna", "2026-01-02T10:00:00+02:00", id="1", link="https://anna.example/"),
        said("One.", "Bo", "2026-01-03T10:00:00Z", id="2", parent=0, depth=1, html="<p>One<em>.</em></p>", likes=3),
        said("Two.", "Anna", "2026-01-04", id="3", parent=1, depth=2, dislikes=1),
        said("Three.", None, None, id="4", parent=2, depth=3, link="javascript:x()"),
        said("", "Links", "2026", id="5", kind="pingback"),
        said("Taken down.", "Dan", None, id="6"),
    ),
    id_system="wordpress",
    id_scope="tea.example",
    complete=True,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(THREAD, observed_at="2026-02-02T10:00:00Z")
        archive.save(replace(THREAD, comments=THREAD.comments[:5]), observed_at="2026-02-03T10:00:00Z")
        archive.save(Thread("https://tea.example/empty"), observed_at="2026-02-04")
    return tmp_path / "a.db"


def run(path: Path, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["export", *arguments, "--archive", str(path)])
    assert result.exit_code == code, result.output
    return result


# --- Isso itself

READER = """
import json, sys
from isso import config, make_app
from werkzeug.test import Client
client = Client(make_app(config.load(config.default_file(), sys.argv[1])))
print(json.dumps([client.get("/", query_string={"uri": uri}).get_json() for uri in sys.argv[2:]]))
"""


def isso(folder: Path, export: str, *uris: str) -> list[dict[str, Any]]:
    """What Isso shows of each address after it imported the export."""
    pytest.importorskip("isso", reason="Isso is not installed; the extra [peers] brings it")
    settings = folder / "isso.cfg"
    settings.write_text(f"[general]\ndbpath = {folder}/isso.db\nhost = http://localhost:9/\n", "utf-8")
    (folder / "export.xml").write_text(export, "utf-8")
    environment = {**os.environ, "TZ": "UTC"}
    main = "import isso; isso.main()"
    command = [sys.executable, "-W", "ignore", "-c", main, "-c", str(settings), "import", str(folder / "export.xml")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    command = [sys.executable, "-W", "ignore", "-c", READER, str(settings), *uris]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def words(html: str) -> str:
    return plain_text(BeautifulSoup(html, "lxml"))


def test_isso_shows_what_it_imports_as_it_was_said(path: Path) -> None:
    (shown,) = isso(path.parent, run(path, "--format", "isso").stdout, "/2026/kettles?p=3")
    link, first = shown["replies"]  # Isso shows the oldest first
    assert (first["author"], first["website"]) == ("Anna", "https://anna.example/")
    assert words(first["text"]) == f"{WORDS}\n\nAnd a paragraph."
    assert first["created"] == 1767340800.0  # 2026-01-02T08:00:00Z
    replies = [(each["author"], words(each["text"]), each["parent"]) for each in first["replies"]]
    assert replies == [("Bo", "One.", first["id"]), ("Anna", "Two.", first["id"]), ("Anonymous", "Three.", first["id"])]
    assert link["author"] == "Links"


def test_isso_shows_mapped_threads_at_their_new_addresses(path: Path) -> None:
    mapped = run(path, "--format", "isso", "--map", "https://tea.example/2026=https://new.example/old").stdout
    old, new = isso(path.parent, mapped, "/2026/kettles?p=3", "/old/kettles?p=3")
    assert (len(old["replies"]), len(new["replies"])) == (0, 2)


# --- WXR


def comments_of(item: ET.Element) -> list[dict[str, str]]:
    found = item.findall(f"{WP}comment")
    return [{part.tag.removeprefix(f"{WP}comment_"): part.text or "" for part in each} for each in found]


def test_wxr_has_what_wordpress_and_disqus_ask_for(path: Path) -> None:
    root = ET.fromstring(run(path, "--format", "wxr").stdout)
    assert root.findtext(f"channel/{WP}wxr_version") == "1.2"
    assert root.findtext(f"channel/{WP}base_site_url") == "https://tea.example"
    item, empty = root.findall("channel/item")
    assert item.findtext("title") == "Kettles & <pots>"
    assert item.findtext("link") == URL
    assert item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") == "<p>All <b>sing</b>.</p>"
    assert item.findtext(f"{WP}post_date_gmt") == "2026-01-01 07:00:00"
    assert item.findtext(f"{WP}post_name") == "kettles-p-3"
    assert item.findtext("{http://www.disqus.com/}thread_identifier")
    assert comments_of(empty) == []
    found = comments_of(item)
    assert [(each["id"], each["parent"], each["author"], each["date_gmt"], each["type"]) for each in found] == [
        ("1", "0", "Anna", "2026-01-02 08:00:00", "comment"),
        ("2", "1", "Bo", "2026-01-03 10:00:00", "comment"),
        ("3", "2", "Anna", "2026-01-04 00:00:00", "comment"),
        ("4", "3", "Anonymous", "2026-01-04 00:00:00", "comment"),
        ("5", "0", "Links", "2026-01-01 00:00:00", "pingback"),
    ]
    assert found[0]["content"].endswith("</p>\n\n<p>And a paragraph.</p>")
    assert "]]&gt;" in found[0]["content"]
    assert (found[0]["date"], found[2]["date"]) == ("2026-01-02 10:00:00", "2026-01-04 00:00:00")  # local, as stated
    assert found[1]["content"] == "<p>One<em>.</em></p>"
    assert found[3]["author_url"] == ""
    assert all(each["approved"] == "1" for each in found)
    mails = [each["author_email"] for each in found]
    assert all(re.fullmatch(r"[0-9a-f]{20}@afterword\.invalid", mail) for mail in mails)
    assert len(set(mails)) == len(mails)  # Anna with her address, and an Anna without one


def test_ids_go_on_over_threads_and_hostile_words_stay_words(tmp_path: Path) -> None:
    evil = "]]></wp:comment_content><wp:comment_id>9</wp:comment_id>\x00\x1b\ufffe <![CDATA["
    hostile = Thread('https://e.example/"><x>', Article(evil, evil), (said(evil, evil, None, id="1"),))
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(THREAD, observed_at="2026-02-02")
        archive.save(hostile, observed_at="2026-02-02")
        archive.save(deep_thread(2000), observed_at="2026-02-02")
    for form in ("wxr", "isso"):
        items = ET.fromstring(run(tmp_path / "a.db", "--format", form).stdout).findall("channel/item")
        found = [comment for item in items for comment in comments_of(item)]
        assert [each["id"] for each in found] == [str(number) for number in range(1, 2008)]
        assert found[-1]["parent"] == "2006"
        assert found[6]["author"] == " ".join(
            evil.replace("\x00", "").replace("\x1b", "").replace("\ufffe", "").split()
        )


# --- Remark42


def test_remark42_gets_a_line_of_metadata_and_a_comment_a_line(path: Path) -> None:
    lines = run(path, "--format", "remark42", "--site-id", "teas", "--map", f"{URL}=https://new.example/k").stdout
    head, *found = [json.loads(line) for line in lines.splitlines()]
    assert head == {"version": 1, "users": [], "posts": []}
    assert {json.dumps(each["locator"]) for each in found} == {'{"site": "teas", "url": "https://new.example/k"}'}
    ids = [each["id"] for each in found]
    assert len(set(ids)) == 5
    assert [each["pid"] for each in found] == ["", ids[0], ids[1], ids[2], ""]
    assert [each["score"] for each in found] == [0, 3, -1, 0, 0]
    assert [each["time"] for each in found][:2] == ["2026-01-02T08:00:00Z", "2026-01-03T10:00:00Z"]
    assert found[1]["text"] == "<p>One<em>.</em></p>"
    assert found[0]["user"]["id"] != found[2]["user"]["id"]
    assert all(not each["user"]["admin"] and each["imported"] for each in found)


# --- addresses and dates


def test_addresses_come_from_pairs_and_files_the_longest_first(path: Path) -> None:
    pairs = path.parent / "map.txt"
    pairs.write_text(f"# moved\n\nhttps://tea.example/ https://b.example/\n{URL} https://c.example/k\n", "utf-8")
    links = re.findall("<link>(.+)</link>", run(path, "--format", "wxr", "--map", str(pairs)).stdout)
    assert links == ["https://c.example", "https://c.example/k", "https://b.example/empty"]
    pairs.write_text("https://tea.example/\n", "utf-8")
    assert "line 1: write OLD and NEW" in run(path, "--format", "wxr", "--map", str(pairs), code=2).stderr
    assert "neither OLD=NEW" in run(path, "--format", "wxr", "--map", "https://a=b", code=2).stderr
    assert "keeps addresses" in run(path, "--map", "a=https://b.example", code=2).stderr
