"""What was hostile in pages is harmless in every file that `export` writes, and in the names of these files."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lxml import etree
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner

from archive import Archive
from archive.cli.app import app
from archive.export.export import FORMATS, SUFFIXES
from archive.export.file_names import file_name
from scraper import parse
from scraper.thread import Article, Comment, Thread
from tests.hostile.strings import FORMULAS, HOSTS, PATHS, TERMINAL, XSS
from tests.hostile.test_outputs import URL, bare, forged, item, page, runs

EACH = [name for name in FORMATS if name not in ("csv", "tsv", "parquet")]
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9]|lpt[0-9])", re.IGNORECASE)
MOST_BYTES = 255


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of hostile threads: one with everything in its comments, one for each string."""
    path = tmp_path_factory.mktemp("hostile") / "afterword.db"
    hostile = [*XSS, *FORMULAS, *TERMINAL, *PATHS]
    items = "".join(item(number, f"Tove {text}", f"<p>{text}</p>") for number, text in enumerate(hostile, 1))
    with Archive.open(path) as archive:
        archive.save(parse(page(f"Tide {XSS[0]}", f"<div>{XSS[8]}</div>", items), URL), observed_at="2026-01-01")
        for number, text in enumerate(hostile):
            archive.save(bare(number, text), observed_at="2026-01-02")
    return path


def export(path: Path, *arguments: str | Path, code: int = 0) -> str:
    words = ["export", *map(str, arguments), "--archive", str(path)]
    result = CliRunner().invoke(app, words, env={"COLUMNS": "100"})
    assert result.exit_code == code, result.output
    return result.stdout


@pytest.fixture(scope="module")
def folders(path: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder with a file for each thread, by format."""
    found = {name: tmp_path_factory.mktemp(name) for name in EACH}
    for name, folder in found.items():
        export(path, "--format", name, "--folder", folder)
    return found


def texts(folder: Path) -> Iterator[str]:
    for file in sorted(folder.iterdir()):
        yield file.read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("form", EACH)
def test_a_file_for_each_thread_lies_in_the_folder_under_a_name_that_every_system_takes(
    path: Path, folders: dict[str, Path], form: str
) -> None:
    with closing(sqlite3.connect(path)) as conn:
        ((threads,),) = conn.execute("SELECT count(*) FROM articles")
    names = [file.name for file in folders[form].iterdir()]
    assert len(names) == threads > len(PATHS)
    for name in names:
        assert_safe(name, SUFFIXES.get(form, f".{form}"))


def assert_safe(name: str, suffix: str) -> None:
    """Whether a name may be a file's on Linux, macOS and Windows alike, and no other name is the same one there."""
    assert re.fullmatch(r"[a-z0-9_][a-z0-9.-]*", name)
    assert name.endswith(suffix)
    assert not DEVICES.fullmatch(name.partition(".")[0])
    assert ".." not in name
    assert not name.endswith((".", " "))
    assert len(name.encode()) <= MOST_BYTES - len(".tmp12345678.")


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("title", ["nul", "", "Tide", ".", "a" * 400])
def test_hosts_that_are_called_like_devices_and_long_ones_make_safe_names(host: str, title: str) -> None:
    thread = Thread(url=f"http://{host}/", article=Article(title=title), uid="01m8062d7q0b4vent16badvgp1")
    for suffix in (".json", ".md", ".ndjson"):
        assert_safe(file_name(thread, suffix), suffix)


def test_threads_whose_uids_differ_in_little_have_files_of_their_own() -> None:
    uids = [
        "abc",
        "ABC",
        "a.b.c",
        "a-b-c",
        "a/b/c",
        "é",
        "e\N{COMBINING ACUTE ACCENT}",
        "../abc",
        "",
        "x" * 70,
        "x" * 71,
    ]
    threads = [Thread(url="http://quayside.example/", article=Article(title="Tide"), uid=uid) for uid in uids]
    names = [file_name(thread, ".json") for thread in threads]
    assert len({name.casefold() for name in names}) == len(uids)
    for name in names:
        assert_safe(name, ".json")


@pytest.mark.slow
@pytest.mark.parametrize("form", EACH)
def test_no_file_tells_an_eye_or_a_terminal_something_else(folders: dict[str, Path], form: str) -> None:
    for text in texts(folders[form]):
        assert forged(text) == set()


def elements(html: str) -> Counter[str]:
    """The elements and attributes of a whole page, but for what people may write: words, links, formatting."""
    found: Counter[str] = Counter()
    for node in LexborHTMLParser(html).css("head *, body *"):
        allowed = (
            node.tag in "p div a b br li ol".split() or node.tag in "strong em i u s code pre blockquote ul".split()
        )
        found.update([] if allowed else [str(node.tag)])
        found.update(name for name in node.attributes if name not in ("href", "class", "rel", "title"))
    return found


def test_a_page_of_html_runs_nothing_and_loads_nothing(folders: dict[str, Path], tmp_path: Path) -> None:
    thread = parse(page("Tide", "", item(1, "Tove", "<p>Late</p>")), URL)
    with Archive.open(tmp_path / "plain.db") as archive:
        archive.save(thread, observed_at="2026-01-01")
    plain = elements(export(tmp_path / "plain.db", "--format", "html"))
    for text in texts(folders["html"]):
        more = elements(text) - plain
        assert not {"script", "style", "img", "iframe", "svg", "form", "meta", "link", "base", "title"} & set(more)
        assert not [name for name in more if name.startswith("on") or name in ("src", "srcset", "style", "id")]
        for node in LexborHTMLParser(text).css("[href]"):
            assert (node.attributes["href"] or "").startswith(("http://", "https://", "mailto:"))


def test_markdown_is_words_and_links_to_the_web_to_those_that_render_html_in_it(folders: dict[str, Path]) -> None:
    for text in texts(folders["markdown"]):
        rendered = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").render(text)
        found = LexborHTMLParser(f"<body>{rendered}</body>")
        assert {node.tag for node in found.css("body *")} <= {"h1", "h2", "p", "a", "strong", "blockquote", "br"}
        assert runs(rendered) == []


@pytest.mark.parametrize("form", ["wxr", "isso"])
def test_files_for_other_systems_are_xml_in_which_nothing_runs(folders: dict[str, Path], form: str) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for text in texts(folders[form]):
        root = etree.fromstring(text.encode(), parser)
        assert root.getroottree().docinfo.internalDTD is None
        contents = [node.text or "" for node in root.iter() if str(node.tag).endswith(("comment_content", "encoded"))]
        assert contents
        if form == "isso":  # which takes Markdown
            contents = [MarkdownIt("commonmark", {"html": True}).render(content) for content in contents]
        assert [runs(content) for content in contents] == [[] for _ in contents]
        for address in (node.text or "" for node in root.iter() if str(node.tag).endswith("comment_author_url")):
            assert address == "" or address.startswith(("http://", "https://"))


def test_backups_for_remark42_run_nothing(folders: dict[str, Path]) -> None:
    said = 0
    for text in texts(folders["remark42"]):
        for line in text.splitlines():
            document = json.loads(line)
            if "text" in document:
                said += 1
                assert runs(document["text"]) == []
    assert said > len(XSS)


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_documents_in_a_folder_are_whole(folders: dict[str, Path], form: str) -> None:
    for text in texts(folders[form]):
        for document in [text] if form == "json" else text.splitlines():
            thread = json.loads(document)
            assert runs(thread["article"]["html"] or "") == []


@pytest.mark.parametrize("form", ["csv", "tsv"])
@pytest.mark.parametrize("table", ["comments", "articles"])
def test_no_cell_of_an_exported_table_computes(path: Path, form: str, table: str) -> None:
    text = export(path, "--format", form, "--table", table)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=",\t"[form == "tsv"]))
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows for cell in row]
    assert sum(cell.startswith("'") for cell in cells) > len(FORMULAS)
    for cell in cells:
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"))


def test_parquet_holds_the_words_as_they_are(path: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    export(path, "--format", "parquet", "-o", tmp_path / "all.parquet")
    told = parquet.read_table(tmp_path / "all.parquet").to_pylist()
    with closing(sqlite3.connect(path)) as conn:
        stored = dict(conn.execute("SELECT uid, text FROM comments").fetchall())
    assert {row["uid"]: row["text"] for row in told} == stored


@pytest.mark.parametrize("word", PATHS)
def test_what_a_page_says_is_never_a_path(word: str, tmp_path: Path) -> None:
    comment = Comment(text=word, html="", id=word.replace("\0", ""))
    stored = word.replace("\0", "")
    thread = Thread(url="http://quayside.example/", article=Article(title=stored), site=stored, comments=(comment,))
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread, observed_at="2026-01-01")
    (tmp_path / "inside" / "folder").mkdir(parents=True)
    export(tmp_path / "a.db", "--folder", tmp_path / "inside" / "folder")
    (name,) = (file.relative_to(tmp_path) for file in tmp_path.rglob("*.json"))
    assert name.parent == Path("inside/folder")
