"""Whatever people and servers wrote comes out harmless wherever it comes out."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner

from archive import Archive
from archive.cli.app import app
from scraper import parse
from scraper.html import safe_html
from scraper.incomplete import Code, Incomplete
from scraper.thread import Article, Author, Comment, Thread
from tests.hostile.strings import FORMULAS, TERMINAL, XSS

URL = "http://quayside.example/tide/"
HARMLESS_FORMATS = "\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Format characters that words are written with: joiners, and marks that stand around digits."""


def item(number: int, name: str, body: str, link: str = "http://tove.example/") -> str:
    return (
        f'<li id="comment-{number}" class="comment depth-1"><div class="comment-author vcard">'
        f'<b class="fn"><a href="{escape(link)}" class="url">{name}</a></b></div>'
        f'<div class="comment-meta"><a href="#comment-{number}"><time datetime="2024-03-05T10:31:00+00:00">then</time>'
        f'</a></div><div class="comment-content">{body}</div></li>'
    )


def page(title: str, text: str, items: str) -> bytes:
    words = "High water is late today, and nobody in the harbour minds. " * 8
    return (
        f'<!DOCTYPE html><html><head><title>{title}</title><link rel="canonical" href="{URL}"></head><body><article>'
        f"<h1>{title}</h1><p>{words}</p>{text}<p>{words}</p></article>"
        f'<ol class="comment-list">{items}</ol></body></html>'
    ).encode("utf-8", "surrogatepass")


def runs(html: str) -> list[str]:
    """What in a fragment a browser would run, load as code, or be led away by."""
    found: list[str] = []
    tree = LexborHTMLParser(f"<!DOCTYPE html><body><div id=here>{html}</div>")
    here = tree.css_first("#here")
    assert here is not None
    allowed = set("href src alt title width height cite start colspan rowspan scope lang dir rel hreflang".split())
    for node in here.css("*"):
        if node.attributes.get("id") == "here":
            continue
        if node.tag in "script style iframe object embed form input button svg math link meta base template".split():
            found.append(node.tag)
        for name, value in node.attributes.items():
            plain = "".join((value or "").split()).lower()
            if name not in allowed or (name in ("href", "src", "cite") and not plain.startswith(("http", "mailto:"))):
                found.append(f"{name}={value}")
    return found


def test_there_are_as_many_as_were_asked_for() -> None:
    assert len(set(XSS)) >= 60
    assert len(set(FORMULAS)) >= 20
    assert len(set(TERMINAL)) >= 20


@pytest.mark.parametrize("text", XSS)
def test_nothing_runs_in_the_html_of_documents(text: str) -> None:
    words = parse(page("Tide", f"<div>{text}</div>", item(1, "Tove", f"<p>Late {text} again</p>")), URL).to_dict()
    fragments = [words["article"]["html"], *(comment["html"] for comment in words["comments"])]
    assert [runs(fragment) for fragment in fragments] == [[] for _ in fragments]
    assert runs(safe_html(text, URL)) == []
    assert safe_html(safe_html(text, URL), URL) == safe_html(text, URL)


@pytest.mark.parametrize("text", XSS)
def test_links_of_people_lead_to_the_web_or_nowhere(text: str) -> None:
    for link in (text, f"javascript:{text}", f"\tjava\nscript:{text}", f"data:text/html,{text}", f"http://a b/{text}"):
        thread = parse(page("Tide", "", item(1, "Tove", "<p>Late again</p>", link)), URL)
        for comment in thread.comments:
            address = comment.author.url
            assert address is None or address.startswith(("http://", "https://"))


def test_the_measure_of_what_runs_finds_what_does() -> None:
    dangerous = [text for text in XSS if runs(text)]
    assert len(dangerous) > 60  # the others do harm elsewhere, in attributes or after decoding


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive in which everything that was ever written by others is hostile."""
    path = tmp_path_factory.mktemp("hostile") / "afterword.db"
    hostile = [*XSS, *FORMULAS, *TERMINAL]
    with Archive.open(path) as archive:
        items = "".join(item(number, f"Tove {text}", f"<p>{text}</p>") for number, text in enumerate(hostile, 1))
        archive.save(parse(page(f"Tide {TERMINAL[0]}", "", items), URL), observed_at="2026-01-01")
        for number, text in enumerate((*FORMULAS, *TERMINAL)):
            archive.save(bare(number, text), observed_at="2026-01-02")
        edited = bare(0, FORMULAS[0] + TERMINAL[1])
        archive.save(edited, observed_at="2026-01-03")
    return path


def bare(number: int, text: str) -> Thread:
    """A thread as an import or another program may bring it: nothing in it was cleaned."""
    stored = text.encode("utf-8", "replace").decode()  # SQLite takes no lone surrogates
    author = Author(name=stored, url=f"http://tove.example/{stored}")
    comments = (
        Comment(text=f"{stored} late", html=f"<p>{escape(stored)}", id="1", author=author, published_text=stored),
        Comment(text=stored, html="", id="2", author=author, parent=0, depth=1, permalink=f"{URL}#{stored}"),
    )
    article = Article(title=stored, author=stored, text=f"Harbour {stored} {number}", html="", tags=(stored,))
    return Thread(
        url=f"http://quayside.example/{number}/", article=article, comments=comments, site=stored, complete=True,
        id_system="wordpress", id_scope="quayside.example", incomplete=Incomplete(Code.OTHER, stored),
    )  # fmt: skip


def run(path: Path, *arguments: str) -> str:
    result = CliRunner().invoke(app, [*arguments, "--archive", str(path)], env={"COLUMNS": "100"})
    assert result.exit_code == 0, result.output
    return result.stdout


EVERYTHING = "select author, author_url, text, title, published_text, permalink from conversations"


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_no_cell_computes(path: Path, form: str) -> None:
    text = run(path, "query", EVERYTHING, "--format", form)
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=",\t"[form == "tsv"]) for cell in row]
    assert sum(cell.startswith("'") for cell in cells) > len(FORMULAS)
    for cell in cells:
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"))


def test_names_of_columns_do_not_compute_either(path: Path) -> None:
    assert run(path, "query", "select 1 as '=1+1'", "--format", "csv").startswith("'=1+1")


def test_nothing_runs_in_markdown(path: Path) -> None:
    for line in run(path, "query", EVERYTHING, "--format", "markdown").splitlines():
        assert "<" not in line
        assert "](" not in line.replace("\\]", "")
        assert line.replace("\\|", "").count("|") == 7


@pytest.mark.parametrize(
    "arguments",
    [("query", EVERYTHING, "--format", "json"), ("export",), ("export", "--format", "ndjson"), ("list", "--json")],
    ids=" ".join,
)
def test_json_is_whole_and_has_no_bare_controls(path: Path, arguments: tuple[str, ...]) -> None:
    text = run(path, *arguments)
    assert forged(text) == set()
    for document in text.splitlines() if "ndjson" in arguments or arguments[0] == "list" else [text]:
        json.loads(document)


def forged(text: str) -> set[str]:
    """The characters that would tell a terminal, or an eye, something else than what is there."""
    return {
        char
        for char in text
        if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and char not in "\n\t" + HARMLESS_FORMATS
    }


def slow(*commands: tuple[str, ...]) -> list[ParameterSet]:
    """These commands for where there is time: each is a program that starts anew."""
    return [pytest.param(command, marks=pytest.mark.slow) for command in commands]


def on_a_terminal(folder: Path, *arguments: str) -> str:
    """What a command prints, results and complaints, when both go to a terminal."""
    ours, theirs = pty.openpty()
    program = "from archive.cli import main; main()"
    environment = {
        **os.environ,
        "NO_COLOR": "1",
        "TERM": "xterm-256color",
        "COLUMNS": "100",
        "PAGER": "cat",
        "PYTHONPATH": str(ROOT),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    pieces = list(_read(ours))
    os.close(ours)
    process.wait()
    return b"".join(pieces).decode("utf-8", "surrogateescape").replace("\r\n", "\n")


ROOT = Path(__file__).parents[2]


def _read(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:  # Linux says so when the other end is closed
            return
        if not piece:
            return
        yield piece


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ("list",), ("show", URL), ("search", "late"), ("query", EVERYTHING),
        ("query", f"select '{TERMINAL[2]}' x, {TERMINAL[8]}"),
        *slow(
            ("list", "--json"), ("show", "http://quayside.example/30/"), ("show", URL, "--json"),
            ("search", "harbour", "--json"), ("query", EVERYTHING, "--format", "csv"),
            ("query", EVERYTHING, "--format", "tsv"), ("export",), ("changes",), ("duplicates",),
            ("show", f"http://nowhere.example/{TERMINAL[1]}"),
        ),
    ],
    ids=lambda arguments: ascii(" ".join(arguments))[:60],
)  # fmt: skip
def test_nothing_reaches_a_terminal_that_it_would_obey(path: Path, arguments: tuple[str, ...]) -> None:
    text = on_a_terminal(path.parent, *arguments, "--archive", str(path))
    assert text.strip()
    assert forged(text) == set()


def test_a_page_that_is_inspected_obeys_nobody(tmp_path: Path) -> None:
    items = "".join(item(number, f"Tove {text}", f"<p>{text} late</p>") for number, text in enumerate(TERMINAL, 1))
    (tmp_path / "page.html").write_bytes(page("".join(TERMINAL[:3]), "", items))
    text = on_a_terminal(tmp_path, "inspect", "page.html")
    assert "comments   44 read" in text
    assert forged(text) == set()


def test_reports_and_complaints_obey_nobody(tmp_path: Path) -> None:
    hostile = "".join(text for text in TERMINAL if "\0" not in text and "\ud800" not in text)
    (tmp_path / f"{TERMINAL[1]}{TERMINAL[24]}.html").write_bytes(page("Tide", "", item(1, "Tove", "<p>Late</p>")))
    (tmp_path / f"{TERMINAL[2]}.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    text = on_a_terminal(
        tmp_path, "scrape", "--quiet", ".", f"http://127.0.0.1/{hostile}", f"nowhere{hostile}", f"ftp:{hostile}"
    )
    assert text.count("failed") >= 2
    assert text.count("refused") >= 1
    assert forged(text) == set()
