"""The command `sources`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive.cli.commands.conftest import add, listed
from tests.blog import Blog
from tests.support.command import run


@pytest.mark.slow
@pytest.mark.parametrize("form", ["--json", "--opml"])
def test_what_sources_prints_add_takes(blog: Blog, fresh: Path, tmp_path: Path, form: str) -> None:
    add(fresh, blog.url, blog.address("one"), "--label", "<sea> & harbour")
    (tmp_path / "list").write_text(run(fresh, "sources", form, columns=200).stdout)
    run(tmp_path / "b.db", "add", str(tmp_path / "list"))
    kept = ["url", "kind", "title", "labels", "home"]
    there = [[source[name] for name in kept] for source in listed(tmp_path / "b.db")]
    assert there == [[source[name] for name in kept] for source in listed(fresh)]


def test_sources_are_chosen_by_label(blog: Blog, fresh: Path) -> None:
    add(fresh, blog.url, "--label", "harbour")
    add(fresh, blog.address("one"), "--label", "sea")
    assert [source["labels"] for source in listed(fresh, "--label", "sea")] == [["sea"]]
    assert "no source has this label" in run(fresh, "sources", "--label", "lake", code=1).stderr


def test_opml_and_json_exclude_each_other(blog: Blog, fresh: Path) -> None:
    assert "exclude each other" in run(fresh, "sources", "--opml", "--json", code=2).stderr
