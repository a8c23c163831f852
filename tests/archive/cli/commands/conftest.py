"""A blog to watch, and the commands that watch it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tests.blog import Blog
from tests.support.command import run
from tests.support.living import post

HOME = '<!DOCTYPE html><title>Q</title><link rel="alternate" type="application/rss+xml" href="/feed/"><p>Boats.</p>'


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Where no archive is yet."""
    return tmp_path / "fresh.db"


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([post("one", 1), post("two", 2)]) as blog:
        blog.extra["/"] = "text/html", HOME.encode()
        yield blog


def add(path: Path, *words: str, code: int = 0, stdin: str = "") -> Result:
    return run(path, "add", "--allow-private", *words, code=code, stdin=stdin, columns=200)


def listed(path: Path, *words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(path, "sources", "--json", *words).stdout.splitlines()]
