"""The README and the pages in docs/ hold: their commands run, and print what they show, and their links lead somewhere.

A section of a page is a session of its own: it begins in a folder with an archive that holds the example page. The web
is the living blog, reached as a proxy, so that the pages' addresses need no change.

Blocks: `console` holds commands behind `$` with what they print, where a line of `...` stands for any lines; `sh` is
one script, and the `text` block behind it shows what it prints; a block with a name, as `text NAME`, is a file that
the section uses; `pycon` is a Python session, one a page. What the pages say without commands is held by
test_readme_reference.py.
"""

from __future__ import annotations

import doctest
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.blog import Blog, Comment, Post
from tests.blog.markup import render_feed

ROOT = Path(__file__).resolve().parents[1]
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
}
SITE = "http://quayside.example"
EXAMPLE = "2012/11/the-lighthouse-that-moved"
DRIZZLE = "2012/11/eleven-kinds-of-drizzle"

INSTALL = "python3 -m venv .venv && .venv/bin/pip install . &&\n"
TESTS = "python3 -m venv .venv && .venv/bin/pip install '.[dev]' && .venv/bin/pytest -n auto\n"
SUBSTITUTIONS = {
    INSTALL: "",  # installed already
    ".venv/bin/": "",
    "afterword scrape http": "afterword scrape --delay 0 http",  # the living blog takes no offence
    "FOLDER_OF_PAGES": "saved --rounds 1",
}
BENCHMARK = ".venv/bin/python tests/benchmarks/parse.py FOLDER_OF_PAGES\n"
FLOORS = ".venv/bin/python tests/benchmarks/floors.py threads=SCRIPT_OR_FIGURES articles=SCRIPT_OR_FIGURES\n"
ELSEWHERE = (TESTS, "pipx install .\n", BENCHMARK, FLOORS)
"""Blocks with tests of their own, below or in tests/benchmarks, or (pipx) without."""

FIRST_STEPS = "Two commands"
"""The section that begins without an archive."""


@dataclass(frozen=True)
class Block:
    """A fenced block: the page and section it stands in, its language, the word after that, and its lines."""

    page: str
    section: str
    language: str
    name: str
    text: str


def read_blocks(page: str, text: str) -> Iterator[Block]:
    section, fence, lines = "", "", list[str]()
    for line in text.splitlines(keepends=True):
        if line.startswith("```"):
            if fence:
                language, _, name = fence.partition(" ")
                yield Block(page, section, language, name.strip(), "".join(lines))
                fence = ""
            else:
                fence, lines = line[3:].strip(), []
                assert fence, f"a block without a language in {page}, {section!r}"
        elif fence:
            lines.append(line)
        elif line.startswith("#"):
            section = line.strip("# \n").replace("`", "")


BLOCKS = tuple(block for page, text in PAGES.items() for block in read_blocks(page, text))


def steps(section: str) -> Iterator[tuple[str, str]]:
    """The scripts of a section, each with what it should print."""
    blocks = [block for block in BLOCKS if block.section == section]
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if block.language == "console":
            yield from _typed(block.text)
        elif block.language == "sh" and block.text not in ELSEWHERE:
            assert after is not None, block.text
            assert (after.language, after.name) == ("text", ""), f"what does it print? {block.text}"
            yield block.text, after.text


def _typed(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        while shown.startswith("> "):
            more, _, shown = shown.removeprefix("> ").partition("\n")
            command += "\n" + more
        yield command, shown


SESSIONS = tuple(section for section in dict.fromkeys(block.section for block in BLOCKS) if any(steps(section)))


# --- the web of the README


def comment(number: int, author: str, words: str, parent: int | None = None, *, mine: bool = False) -> Comment:
    return Comment(number, author, (words,), parent, date=datetime(2012, 11, 30, 8, number, tzinfo=UTC), mine=mine)


AUTHOR = "Maren Oddleif"
KINDS = (
    (
        "The fine kind, which does not fall but hangs, is called mug here. It wets a woollen sleeve in the time that "
        "it takes to walk from the bakery to the quay, and nobody puts up a hood for it."
    ),
    (
        "The slanting kind comes with the ebb and stops with it, and the old people count the boats by it. I have "
        "found eleven kinds so far, and a name for nine of them."
    ),
)
TIDES = (
    (
        "A tide table has four figures for a day, and the whole art is to know which of them is for the harbour that "
        "you are not in. The printed one is for the bridge, which is twenty minutes late."
    ),
    (
        "Add those twenty minutes, take off an hour in winter, and look out of the window before you believe the rest. "
        "The window has been right more often than the table."
    ),
)
FIRST = (
    comment(31, "Tove Lind", "We say mug for the fine kind as well."),
    comment(32, AUTHOR, "Nine names, then, and two to go.", parent=31, mine=True),
    comment(33, "Piers Calloway", "It is all just rain."),
)
LATER = (
    comment(31, "Tove Lind", "We say mug for the fine kind as well. My mother said muggle."),
    comment(32, AUTHOR, "Nine names, then, and two to go.", parent=31, mine=True),
    comment(34, "Old Hen", "The eleventh is called Sunday.", parent=32),
)
TIDE_TABLE = Post(
    "2012/11/how-to-read-a-tide-table", "How to read a tide table", AUTHOR, TIDES,
    (comment(21, "Ioan Pell", "The window is right twice a day."), comment(22, "Old Hen", "Thrice.", 21)),
    datetime(2012, 11, 12, 8, 0, tzinfo=UTC), number=402, declared=12,
)  # fmt: skip
LIGHTHOUSE = Post(EXAMPLE, "The lighthouse that moved", AUTHOR, ("As it was.",), number=418, declared=7)


def drizzle(comments: tuple[Comment, ...]) -> Post:
    published = datetime(2012, 11, 20, 9, 15, tzinfo=UTC)
    return Post(DRIZZLE, "Eleven kinds of drizzle", AUTHOR, KINDS, comments, published, number=411)


def changing_after_the_first_visit(blog: Blog) -> Callable[[Any], bool]:
    """Whoever asks for the feed a second time finds the later comments."""
    asked = count(1)

    def fault(_: Any) -> bool:
        if next(asked) == 2:
            blog.posts[DRIZZLE] = drizzle(LATER)
        return False

    return fault


OLDER = ("Mine is for 1987.", "And?", "It still works.", "Low water was at four.", "Which four?", "Both.")
OLDER_TOO = ("The bridge moved.", "The water did.", "I use the cat.", "The cat is late, too.")


class Quayside(Blog):
    """A WordPress that tells programs more than its pages show: of the tide table's twelve comments those have two."""

    def page(self, slug: str) -> bytes:
        link = f'<link rel="https://api.w.org/" href="{SITE}/?rest_route=/" />\n</head>'
        return super().page(slug).replace(b"</head>", link.encode(), 1)

    def answer(self, handler: Any, path: str) -> bool:
        if not path.startswith("/?rest_route="):
            return False
        older = (comment(number, "Piers Calloway", words) for number, words in enumerate((*OLDER, *OLDER_TOO), 1))
        told = [
            {"id": said.id, "parent": said.parent or 0, "author_name": said.author, "date": f"{said.date:%FT%T}"}
            | {"date_gmt": f"{said.date:%FT%T}", "content": {"rendered": f"<p>{said.paragraphs[0]}</p>"}}
            for said in (*older, *TIDE_TABLE.comments)
            if f"&post={TIDE_TABLE.number}&" in path
        ]
        headers = {"Content-Type": "application/json", "X-WP-Total": str(len(told))}
        handler.reply(200, json.dumps(told).encode(), headers)
        return True


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Quayside([drizzle(FIRST), TIDE_TABLE], robots="User-agent: *\nDisallow: /drafts/\n") as blog:
        feed = render_feed([LIGHTHOUSE, drizzle(FIRST), TIDE_TABLE], base=SITE)
        blog.canonical = SITE
        blog.extra["/feed/"] = "application/rss+xml", feed.encode()
        blog.extra[f"/{EXAMPLE}/"] = "text/html", (ROOT / "tests/blog/example.html").read_bytes()
        blog.faults["/feed/"] = changing_after_the_first_visit(blog)
        yield blog


# --- a place to run in


@dataclass(frozen=True)
class Place:
    """A folder, and the environment of commands in it."""

    folder: Path
    environment: dict[str, str]

    def run(self, script: str) -> str:
        """What a script prints, errors among it."""
        for written, meant in SUBSTITUTIONS.items():
            script = script.replace(written, meant)
        done = subprocess.run(
            ["bash", "-c", script], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
        return done.stdout


def make_place(folder: Path, proxy: str) -> Place:
    (folder / "tests").symlink_to(ROOT / "tests")
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),  # the tree that this README lies in, whatever else is installed
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "COLUMNS": "80",
        "HTTP_PROXY": proxy,
    }
    return Place(folder, environment)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that holds the example page."""
    place = make_place(tmp_path_factory.mktemp("prepared"), "")
    place.run("afterword scrape tests/blog/example.html")
    return place.folder / "afterword.db"


@pytest.fixture
def open_place(tmp_path: Path, blog: Blog, prepared: Path) -> Callable[[str], Place]:
    """Opens the place in which a section's session begins."""

    def opened(section: str) -> Place:
        if section != FIRST_STEPS:
            shutil.copy(prepared, tmp_path / "afterword.db")
        (tmp_path / "saved").mkdir()
        for name, slug in (("drizzle.html", DRIZZLE), ("tides.html", TIDE_TABLE.slug)):
            (tmp_path / "saved" / name).write_bytes(blog.page(slug))
        for block in BLOCKS:
            if block.section == section and block.name:
                (tmp_path / block.name).write_text(block.text, "utf-8")
        return make_place(tmp_path, blog.url)

    return opened


UID = re.compile(r"\b(?=[a-z]*\d)[0-9a-hjkmnp-tv-z]{26}\b")
SHORT_UID = re.compile(r"^(?=[a-z]*\d)[0-9a-hjkmnp-tv-z]{8,12}(?=  )", re.MULTILINE)
SEEN = re.compile(r"\b20[2-9]\d-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
COLUMNS = re.compile(r"(?<=\S) {2,}(?=\S)|(?<=─)─+")


def comparable(text: str, folder: Path) -> list[str]:
    """Lines without what differs from run to run: uids, times of visits, the folder, how wide those make columns."""
    text = UID.sub("UID", text.replace(str(folder.resolve()), "/home/me").replace(str(folder), "/home/me"))
    text = SEEN.sub("WHEN", SHORT_UID.sub("UID", text))
    lines = [COLUMNS.sub("  ", line.rstrip()).replace("─  ", "─").rstrip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def agree(shown: list[str], printed: list[str]) -> bool:
    """Whether the lines are the same; `...` stands for any number of them."""
    if "..." not in shown:
        return shown == printed
    place = shown.index("...")
    rest = shown[place + 1 :]
    if shown[:place] != printed[:place]:
        return False
    return any(agree(rest, printed[start:]) for start in range(place, len(printed) + 1))


@pytest.mark.parametrize("section", SESSIONS)
def test_the_commands_print_what_the_readme_shows(section: str, open_place: Callable[[str], Place]) -> None:
    place = open_place(section)
    for script, shown in steps(section):
        printed = place.run(script)
        expected, got = comparable(shown, place.folder), comparable(printed, place.folder)
        if script.startswith(
            ("afterword scrape", "afterword run --delay")
        ):  # pages are parsed side by side: any may be first
            expected, got = sorted(expected), sorted(got)
        assert agree(expected, got), f"$ {script}\n{printed}"


@pytest.mark.parametrize("page", dict.fromkeys(block.page for block in BLOCKS if block.language == "pycon"))
def test_the_python_of_the_pages_does_what_they_show(page: str, tmp_path: Path) -> None:
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
        assert block.language in {*("console", "sh", "text", "toml", "html", "pycon", "mermaid", "python", "bash")}, (
            f"nobody runs this: {block}"
        )
        if block.language in ("python", "bash"):  # for other programs: tests/archive/test_query_command.py
            assert block.page == "docs/programs.md"
            assert block.name


def test_sections_with_commands_have_names_of_their_own() -> None:
    places = {(block.page, block.section) for block in BLOCKS if block.language in ("console", "sh")}
    assert len(places) == len({section for _, section in places})


def anchors(text: str) -> set[str]:
    """The addresses of a page's headings, as GitHub makes them."""
    outside = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^#+ (.+)$", outside, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_links_between_the_pages_lead_somewhere() -> None:
    linked = {"README.md"}
    for page, text in PAGES.items():
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if "://" in target:
                continue
            name, _, anchor = target.partition("#")
            found = (ROOT / page).parent.joinpath(name).resolve() if name else ROOT / page
            assert found.exists(), f"{page}: {target}"
            other = found.relative_to(ROOT).as_posix()
            linked.add(other)
            assert not anchor or anchor in anchors(PAGES[other]), f"{page}: {target}"
    assert linked >= set(PAGES), "a page that nothing leads to"


def test_the_benchmark_measures_every_reader(open_place: Callable[[str], Place]) -> None:
    assert BENCHMARK in {block.text for block in BLOCKS}
    printed = open_place("").run(BENCHMARK)
    assert printed.startswith("2 pages, ")
    readers = r"^(lexbor alone|soup of regions|thread|scraper\.parse|trafilatura) +([\d.]+) "
    speeds = dict(re.findall(readers, printed, re.MULTILINE))
    assert len(speeds) == 5
    assert all(float(speed) > 0 for speed in speeds.values())
    assert len(re.findall(r" times as long, limit \d\.\d\d: (?:kept|NOT KEPT)$", printed, re.MULTILINE)) == 2


# --- the two commands


def test_the_readme_begins_with_two_commands() -> None:
    install, tests = (block.text for block in BLOCKS if block.section == FIRST_STEPS and block.language == "sh")
    assert install.startswith(INSTALL)
    assert tests == TESTS


def test_ci_runs_the_second_command_and_then_lint_format_types_and_the_audit() -> None:
    steps = re.findall(r"^step (.+)$", (ROOT / ".ci/run").read_text("utf-8"), re.MULTILINE)
    as_in_readme = [re.sub(r'"\$venv([\w/]*)"', r".venv\1", step) for step in steps]
    assert as_in_readme[:3] == TESTS.strip().split(" && ")
    assert [step.removeprefix(".venv/bin/") for step in as_in_readme[3:]] == [
        "ruff check .",
        "ruff format --check .",
        "mypy",
        "python .ci/audit.py",
    ]


@pytest.mark.slow
def test_a_fresh_clone_does_what_the_readme_says(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """The two commands as written, from the committed tree. Needs a package index; takes minutes."""
    if "slow" not in (request.config.getoption("markexpr") or ""):
        pytest.skip("run by hand with -m slow")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    for block in (block for block in BLOCKS if block.section == FIRST_STEPS and block.language == "sh"):
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHON"))}
        done = subprocess.run(
            ["bash", "-c", block.text], cwd=clone, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
