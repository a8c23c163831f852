"""README.md and the pages in docs/ as blocks, and the sessions that they make.

Blocks: `console` holds commands behind `$` with what they print, where a line of `...` stands for any lines; `sh` is
one script, and the `text` block behind it shows what it prints; a block with a title, as `text title="NAME"`, is a file
that the session uses; `pycon` is a Python session, one a page.

A section of a page in docs/ is a session of its own. README.md is one session from its first line to its last: a tour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = "README.md"
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in (
        *(ROOT / name for name in (README, "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")),
        *sorted((ROOT / "docs").rglob("*.md")),
    )
}

INSTALL = "python3 -m venv .venv && .venv/bin/pip install . &&\n"
TESTS = "python3 -m venv .venv && .venv/bin/pip install '.[dev]' && .venv/bin/pytest -n auto\n"
SERVE = ". .venv/bin/activate\npython -m tests.blog --port 8900\n"
PIPX = "pipx install .\n"
SITE = ".venv/bin/pip install '.[docs]' && .venv/bin/mkdocs serve\n"
PARSE = ".venv/bin/python tests/benchmarks/parse.py FOLDER_OF_PAGES\n"
FLOORS = ".venv/bin/python tests/benchmarks/floors.py threads=SCRIPT_OR_FIGURES articles=SCRIPT_OR_FIGURES\n"
WORDPRESS = ".venv/bin/python -m tests.peers.wordpress\n"
CI = ".ci/run\n"
ELSEWHERE = (TESTS, SERVE, PIPX, SITE, PARSE, FLOORS, WORDPRESS, CI)
"""Scripts that sessions leave out: other tests run them, or CI does (SITE), or nobody (PIPX, WORDPRESS)."""


@dataclass(frozen=True)
class Block:
    """A fenced block: the page and section it stands in, its language, its title, and its lines."""

    page: str
    section: str
    language: str
    title: str
    text: str

    @property
    def session(self) -> str:
        """The name of the session that the block belongs to."""
        return README if self.page == README else f"{self.page}: {self.section}"


def read_blocks(page: str, text: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    section, fence, lines = "", "", list[str]()
    for line in text.splitlines(keepends=True):
        if line.startswith("```"):
            if fence:
                language, _, rest = fence.partition(" ")
                title = re.fullmatch(r'title="([^"]+)"', rest.strip())
                assert title or not rest, f"{page}: ```{fence}"
                yield Block(page, section, language, title[1] if title else "", "".join(lines))
                fence = ""
            else:
                fence, lines = line[3:].strip(), []
                assert fence, f"a block without a language in {page}, {section!r}"
        elif fence:
            lines.append(line)
        elif line.startswith("#"):
            section = line.strip("# \n").replace("`", "")
    assert not fence, f"{page}: a block without an end"


BLOCKS = tuple(block for page, text in PAGES.items() for block in read_blocks(page, text))


def steps(session: str) -> Iterator[tuple[str, str]]:
    """The scripts of a session, each with what it should print."""
    blocks = [block for block in BLOCKS if block.session == session]
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if block.language == "console":
            yield from _typed(block.text)
        elif block.language == "sh" and block.text not in ELSEWHERE:
            assert after is not None, block.text
            assert (after.language, after.title) == ("text", ""), f"what does it print? {block.text}"
            yield block.text, after.text


def _typed(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        while shown.startswith("> "):
            more, _, shown = shown.removeprefix("> ").partition("\n")
            command += "\n" + more
        yield command, shown


SESSIONS = tuple(session for session in dict.fromkeys(block.session for block in BLOCKS) if any(steps(session)))
