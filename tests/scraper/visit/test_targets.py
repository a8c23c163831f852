from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from scraper.visit.targets import SavedPage, Unusable, WebPage, expand

PAGE = "<!DOCTYPE html><title>Tide</title><p>High water is late."


def listed(*words: str | Path, stdin: str = "") -> list[object]:
    return list(expand([str(word) for word in words], io.StringIO(stdin)))


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_an_address_is_one_spelling_once() -> None:
    assert listed("HTTP://Blog.example", "http://blog.example/", "http://blog.example:80/#top") == [
        WebPage("http://blog.example/")
    ]


def test_a_file_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    (tmp_path / "page.bak").write_text(PAGE)
    (tmp_path / "dump.html").write_text("The title\n\nA paragraph.\n")
    assert listed("page.bak", "dump.html") == [SavedPage(tmp_path / "page.bak"), SavedPage(tmp_path / "dump.html")]


def test_a_folder_gives_its_pages_and_dumps_in_order_without_their_parts(tmp_path: Path) -> None:
    for name in (
        "b.html",
        "a.htm",
        "sub/c.html",
        "a_files/frame.html",
        "notes_files/d.html",
        ".hidden/e.html",
        "noname",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PAGE)
    (tmp_path / "dump.txt").write_text("A title\n\nA paragraph.\n")
    (tmp_path / "script.js").write_text("var a = 1;")
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    found = [target.path.relative_to(tmp_path).as_posix() for target in listed(".") if isinstance(target, SavedPage)]
    assert found == ["a.htm", "b.html", "dump.txt", "noname", "notes_files/d.html", "sub/c.html"]


def test_an_empty_folder_is_named() -> None:
    (target,) = listed(".")
    assert isinstance(target, Unusable)
    assert "holds no saved pages" in target.why


def test_standard_input_lists_all_kinds_of_targets(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    text = (
        "\ufeffhttp://blog.example/a\r\n\n# later: http://blog.example/b\npage.html\nhttp://blog.example/a\nnowhere\n"
    )
    first, second, third = listed("-", stdin=text)
    assert (first, second) == (WebPage("http://blog.example/a"), SavedPage(tmp_path / "page.html"))
    assert isinstance(third, Unusable)


def test_a_file_of_addresses_and_names_is_a_list(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "list").write_text("http://blog.example/a\npage.html\nlist\n")  # itself, too
    assert listed("list") == [WebPage("http://blog.example/a"), SavedPage(tmp_path / "page.html")]


@pytest.mark.parametrize(
    "text",
    ["A title\nhttp://blog.example/a\n", "http://blog.example/a Ann\n  Hello.\n", "http://blog.example/a\nand so on\n"],
)
def test_a_text_with_addresses_in_it_is_no_list(tmp_path: Path, text: str) -> None:
    (tmp_path / "dump.txt").write_text(text)
    assert listed("dump.txt") == [SavedPage(tmp_path / "dump.txt")]


@pytest.mark.parametrize("word", ["nowhere.html", "blog.example/post", "", "a\0b", "x" * 5000, "ftp://blog.example/"])
def test_what_is_nothing_is_named_in_one_line(word: str) -> None:
    (target,) = listed(word)
    assert isinstance(target, Unusable)
    assert "no such file, and no address" in target.why
    assert target.why.isprintable()


def test_an_address_that_is_none_is_named() -> None:
    (target,) = listed("http://exa mple/")
    assert isinstance(target, Unusable)


def test_an_archive_of_a_page_and_its_parts_is_one_page(tmp_path: Path) -> None:
    (tmp_path / "post.html").write_text(PAGE)
    (tmp_path / "post_files").mkdir()
    shutil.copy(tmp_path / "post.html", tmp_path / "post_files" / "ad.html")
    assert listed(tmp_path) == [SavedPage(tmp_path / "post.html")]
