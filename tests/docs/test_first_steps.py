"""The commands that begin README.md, and the living blog of its tour."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.blog.quayside import LIGHTHOUSE
from tests.docs.blocks import BLOCKS, INSTALL, PAGES, README, ROOT, SERVE, TESTS

FIRST_STEPS = "Two commands"


def test_the_readme_begins_with_two_commands_and_is_short() -> None:
    scripts = [block.text for block in BLOCKS if (block.page, block.language) == (README, "sh")]
    assert scripts[0].startswith(INSTALL)
    assert scripts[1] == TESTS
    assert [block.section for block in BLOCKS if block.text in scripts[:2]] == [FIRST_STEPS] * 2
    assert len(PAGES[README].splitlines()) <= 250


def test_the_living_blog_is_served_as_the_tour_says() -> None:
    assert SERVE in {block.text for block in BLOCKS if block.page == README}
    command = [sys.executable, *SERVE.splitlines()[1].replace("8900", "0").split()[1:]]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            announced = process.stdout.readline()
            (url,) = re.findall(r"^Quayside Notes is served at (http://127\.0\.0\.1:\d+/) ", announced)
            assert re.sub(r"\d+/ ", "8900/ ", announced.strip()) in PAGES[README]
            with urllib.request.urlopen(f"{url}{LIGHTHOUSE}/", timeout=10) as page:
                assert f'<link rel="canonical" href="{url}{LIGHTHOUSE}/" />'.encode() in page.read()
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def test_ci_runs_the_second_command_then_lint_format_types_and_audit_and_builds_the_pages() -> None:
    steps = re.findall(r"^step (.+)$", (ROOT / ".ci/run").read_text("utf-8"), re.MULTILINE)
    as_in_readme = [re.sub(r'"\$venv([\w/-]*)"', r".venv\1", step) for step in steps]
    assert as_in_readme[:3] == TESTS.strip().split(" && ")
    assert [step.removeprefix(".venv/bin/") for step in as_in_readme[3:]] == [
        "pytest -n auto --dist worksteal -m slow",
        "ruff check .",
        "ruff format --check .",
        "mypy",
        "lint-imports",
        "python .ci/audit.py",
        "pip install '.[docs]'",
        "mkdocs build --strict --site-dir .venv/site",
    ]


@pytest.mark.clone
def test_a_fresh_clone_does_what_the_readme_says(tmp_path: Path) -> None:
    """The two commands as written, from the committed tree. Needs a package index; takes minutes."""
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    for block in (block for block in BLOCKS if (block.page, block.section) == (README, FIRST_STEPS)):
        if block.language == "sh":
            environment = {name: text for name, text in os.environ.items() if not name.startswith(("PYTEST", "PYTHON"))}
            done = subprocess.run(
                ["bash", "-c", block.text], cwd=clone, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stdout + done.stderr
