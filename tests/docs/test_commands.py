"""README.md and the pages in docs/ hold: their commands run, and print what the pages show."""

from __future__ import annotations

import doctest
import re
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest

from tests.blog.quayside import Quayside
from tests.docs.blocks import BLOCKS, PARSE, ROOT, SESSIONS, steps
from tests.docs.places import Place, agree, comparable


@pytest.mark.slow
@pytest.mark.parametrize("session", SESSIONS)
def test_the_commands_print_what_the_page_shows(session: str, open_place: Callable[[str], Place]) -> None:
    place = open_place(session)
    for script, shown in steps(session):
        printed = place.run(script)
        assert agree(comparable(shown, place.folder), comparable(printed, place.folder)), f"$ {script}\n{printed}"


@pytest.mark.parametrize("page", dict.fromkeys(block.page for block in BLOCKS if block.language == "pycon"))
def test_the_python_of_the_pages_does_what_they_show(
    page: str, tmp_path: Path, blog: Quayside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", blog.url)
    source = "\n".join(block.text for block in BLOCKS if block.language == "pycon" and block.page == page)
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    test = doctest.DocTestParser().get_doctest(source, {}, page, page, 0)
    out: list[str] = []
    with chdir(tmp_path):
        results = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=out.append)
    assert results.attempted
    assert not results.failed, "".join(out)


def test_every_command_that_a_page_shows_is_run() -> None:
    for block in BLOCKS:
        assert block.language in {*("console", "sh", "text", "toml", "html", "pycon", "python", "bash")}, (
            f"nobody runs this: {block}"
        )
        if block.language in ("python", "bash"):  # for other programs: test_programs.py
            assert block.page == "docs/programs.md"
            assert block.title


def test_the_benchmark_measures_every_reader(open_place: Callable[[str], Place]) -> None:
    assert PARSE in {block.text for block in BLOCKS}
    printed = open_place("").run(PARSE)
    assert printed.startswith("2 pages, ")
    readers = r"^(lexbor alone|soup of regions|thread|scraper\.parse|trafilatura) +([\d.]+) "
    speeds = dict(re.findall(readers, printed, re.MULTILINE))
    assert len(speeds) == 5
    assert all(float(speed) > 0 for speed in speeds.values())
    assert len(re.findall(r" times as long, limit \d\.\d\d: (?:kept|NOT KEPT)$", printed, re.MULTILINE)) == 2
