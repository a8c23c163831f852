"""Exports as tables and texts."""

from __future__ import annotations

import csv
import io
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from typer.testing import CliRunner, Result

from archive import Archive
from archive.cli.app import app
from archive.display import cells
from archive.export.html import html
from archive.export.markdown import escaped, markdown
from archive.export.text import text
from scraper.thread import Article, Author, Comment, Thread
from tests.support.threads import comment, deep_thread, thread

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://tea.example/2026/kettles"

SAID = (
    comment("Mine is blue.\n\nIt came\nfrom my aunt.", id="1", published="2026-01-05T10:00:00Z", likes=3),
    comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1),
    comment("=HYPERLINK(1)", "@Cyd", id="3"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(*SAID), observed_at="2026-02-02T10:00:00Z")
        archive.save(thread(*SAID[:2]), observed_at="2026-02-03T10:00:00Z")
        archive.save(thread(url="https://cups.example/a"), observed_at="2026-02-04")
        archive.save(thread(*SAID), observed_at="2026-02-05T10:00:00Z")
        archive.save(thread(SAID[0], SAID[2]), observed_at="2026-02-06T10:00:00Z")
    return tmp_path / "a.db"


def run(path: Path, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["export", *arguments, "--archive", str(path)])
    assert result.exit_code == code, result.output
    return result


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_comments_are_a_table_in_reading_order_with_guarded_cells(path: Path) -> None:
    rows = read_csv(run(path, "--format", "csv").stdout)
    assert [(row["author"], row["text"], row["depth"], row["gone_since"]) for row in rows] == [
        ("Anna Thimble", "Mine is blue.\n\nIt came\nfrom my aunt.", "0", ""),
        ("Bo Larch", "Mine is dented.", "1", "2026-02-06T10:00:00Z"),
        ("'@Cyd", "'=HYPERLINK(1)", "0", ""),
    ]
    assert [row["author"] for row in read_csv(run(path, "--format", "csv", "--no-guard").stdout)][-1] == "@Cyd"
    assert len(read_csv(run(path, "--format", "csv", "--visible-only").stdout)) == 2
    assert len(read_csv(run(path, "--format", "csv", "--site", "cups.example").stdout)) == 0


def test_articles_and_authors_are_tables_too(path: Path) -> None:
    articles = read_csv(run(path, "--format", "csv", "--table", "articles").stdout)
    assert [(row["site"], row["comment_count"]) for row in articles] == [("tea.example", "2"), ("cups.example", "0")]
    assert articles[0]["text"] == thread().article.text
    authors = read_csv(run(path, "--format", "tsv", "--table", "authors").stdout.replace("\t", ","))
    assert {(row["name"], row["comment_count"], row["gone_count"]) for row in authors} == {
        ("Anna Thimble", "1", "0"),
        ("Bo Larch", "1", "1"),
        ("'@Cyd", "1", "0"),
    }


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--format", "csv", "--table", "threads"), "cannot hold threads"),
        (("--format", "csv", "--folder", "x"), "name it with -o"),
        (("--format", "parquet"), "name a file with -o"),
        (("--format", "html"), "--folder"),
    ],
)
def test_what_a_format_cannot_do_is_told(path: Path, options: tuple[str, ...], told: str) -> None:
    assert told in run(path, *options, code=2).stderr


def read_parquet(path: Path) -> list[dict[str, Any]]:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    return rows


def test_parquet_has_numbers_truths_and_moments(path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    out = path.parent / "x.parquet"
    run(path, "--format", "parquet", "-o", str(out))
    first, gone, _ = read_parquet(out)
    assert (first["likes"], first["depth"], first["is_article_author"]) == (3, 0, None)
    assert first["published_utc"] == datetime(2026, 1, 5, 10, tzinfo=UTC)
    assert gone["gone_since"] == datetime(2026, 2, 6, 10, tzinfo=UTC)
    run(path, "--format", "parquet", "--table", "threads", "-o", str(out), "--visible-only")
    kettles, cups = read_parquet(out)
    assert [each["text"] for each in kettles["comments"]] == [SAID[0].text, SAID[2].text]
    assert (kettles["complete"], cups["comments"], cups["comment_count"]) == (True, [], 0)
    run(path, "--format", "parquet", "--table", "authors", "-o", str(out))
    assert len(read_parquet(out)) == 3


def test_without_pyarrow_the_extra_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    error = run(path, "--format", "parquet", "-o", str(path.parent / "x"), code=1).stderr
    assert "afterword[parquet]" in error
    assert not (path.parent / "x").exists()


# --- texts


def test_plain_text_quotes_what_is_answered(path: Path) -> None:
    with Archive.open(path, read_only=True) as archive:
        uid = archive.thread(URL).uid
    told = run(path, URL, "--format", "text", "--as-of", "2026-02-02").stdout
    assert (
        told
        == f"""\
Kettles I have known
====================


https://tea.example/2026/kettles

The first one whistled.

The second one sang.

3 comments
Afterword thread {uid} · last seen 2026-02-02T10:00:00Z

Anna Thimble · 2026-01-05T10:00:00Z
Mine is blue.

It came
from my aunt.

> Bo Larch
> Mine is dented.

@Cyd
=HYPERLINK(1)
"""
    )


def test_markdown_nests_quotes_and_keeps_words_words(path: Path) -> None:
    told = run(path, URL, "--format", "markdown", "--as-of", "2026-02-02").stdout
    head, _, rest = told.partition("## 3 comments\n\n")
    assert rest.startswith("Afterword thread ")
    assert (
        rest.partition("\n\n")[2]
        == """\
> **Anna Thimble** · 2026-01-05T10:00:00Z
>
> Mine is blue.
>
> It came\\
> from my aunt.
>
> > **Bo Larch**
> >
> > Mine is dented.
>
> **@Cyd**
>
> \\=HYPERLINK(1)

"""
    )
    assert head.startswith("# Kettles")
    for words in ("# no heading", "1. no list", "- no", "> no", "*no* _no_ `no`", "[no](http://x)", "<b>no</b> &amp;"):
        assert escaped(words) != words
    assert escaped("12) x") == "12\\) x"


HOSTILE = Thread(
    "javascript:alert(1)",
    Article(
        "</title><script>x()</script>", '"><img src=x onerror=x()>', language='"><x', html="<script>x()</script>Hi"
    ),
    (
        Comment("", '<p onclick="x()">a<script>x()</script><img src="http://p.example/1.png" alt="a &quot;> <b>"></p>'),
        Comment("<script>x()</script>\u202e", "", author=Author("<b>E</b>", "javascript:x()"), parent=0, depth=1),
        Comment("x", '<iframe src="x"></iframe><a href="javascript:x()">x</a>', author=Author("F", 'http://x/"onx="')),
    ),
)


def test_the_page_holds_no_script_and_asks_for_nothing_else() -> None:
    page = "".join(html(HOSTILE))
    soup = BeautifulSoup(page, "html5lib")
    assert not soup.find_all(["script", "img", "iframe", "link", "object", "form", "base"])
    assert not [name for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on") or name == "src"]
    assert not [
        a["href"] for a in soup.find_all("a", href=True) if not str(a["href"]).startswith(("http://", "https://"))
    ]
    assert "\u202e" not in page
    assert "url(" not in page
    assert [link["href"] for link in soup.find_all("a", string=re.compile("picture"))] == ["http://p.example/1.png"]
    assert soup.title is not None
    assert soup.title.string == "</title><script>x()</script>"


def test_the_page_nests_the_thread_as_it_is(path: Path) -> None:
    soup = BeautifulSoup(run(path, URL, "--format", "html").stdout, "html5lib")
    top = soup.select("ol.thread > li")
    assert [li.select_one("b").get_text() for li in top] == ["Anna Thimble", "@Cyd"]  # type: ignore[union-attr]
    reply = top[0].select_one("ol > li")
    assert reply is not None
    assert "gone since 2026-02-06" in reply.get_text()
    assert reply["class"] == ["gone"]
    assert soup.select_one("article > p:nth-of-type(2)") is not None


@pytest.mark.slow
def test_a_thread_5000_replies_deep_is_a_text_in_every_form() -> None:
    deep = deep_thread(5000)
    lines = "".join(text(deep)).splitlines()
    assert max(map(cells, lines)) <= 78
    for written in (lines, "".join(markdown(deep)).splitlines(), "".join(html(deep)).splitlines()):
        assert sum("Answer number 4999" in line for line in written) == 1
    soup = BeautifulSoup("".join(html(deep)), "lxml")
    assert len(soup.select("li")) == 5000
