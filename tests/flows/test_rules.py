"""Rules for sites on the commands: what they read, what is fetched again because of them, what is told of bad ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from archive.cli.app import app
from archive.sources import sources
from archive.sources.sources import Source
from archive.store import Archive
from scraper.version import __version__
from tests.blog import Blog
from tests.support.living import rows

OPTIONS = ("--delay", "0", "--retries", "0", "--allow-private")

PAGE = """<!DOCTYPE html><html lang="en"><title>The ferry</title><h1>The ferry will be green</h1>
<p>The paint was cheap, and the ferry has to be painted before the ice comes, whatever anybody thinks of green.</p>
<div class="voices">
  <div id="v12" class="voice"><i>Tove Lind</i> <u>30.11.2012</u> <q>Whoever chose it: thank you.</q></div>
  <div id="v13" class="voice"><i>Old Hen</i> <u>1.12.2012</u> <q>Which green?</q></div>
</div></html>"""

RULE = '[ferry]\npath = "/book/"\n[ferry.comments]\nnode = "div.voice"\nauthor = "i"\ndate = "u"\nbody = "q"\n'


@pytest.fixture(autouse=True)
def _by_themselves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.delenv("AFTERWORD_RULES", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / ".config"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def rule(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.toml"
    path.write_text(RULE)
    return path


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([]) as blog:
        blog.extra["/book/7"] = "text/html", PAGE.encode()
        yield blog


def afterword(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def authors() -> list[str]:
    return [name for (name,) in rows(Path("afterword.db"), "SELECT author FROM comments ORDER BY position")]


def test_a_rule_written_later_makes_the_next_visit_a_full_one_and_then_no_more(blog: Blog, rule: Path) -> None:
    page = f"{blog.url}/book/7"
    assert "0 comments" in afterword("scrape", page, *OPTIONS).stdout
    assert "as at the last visit" in afterword("scrape", page, *OPTIONS).stdout
    taught = afterword("scrape", page, *OPTIONS, "--rules", rule)
    assert "2 comments" in taught.stdout, taught.output
    assert authors() == ["Tove Lind", "Old Hen"]
    assert "as at the last visit" in afterword("scrape", page, *OPTIONS, "--rules", rule).stdout
    rule.write_text(RULE.replace('"i"', '"u"'))
    assert "as at the last visit" not in afterword("scrape", page, *OPTIONS, "--rules", rule).stdout
    versions = rows(Path("afterword.db"), "SELECT parser_version FROM fetches WHERE outcome <> 'not_modified'")
    assert versions[0] == (__version__,)
    assert len(set(versions)) == 3


def test_kept_pages_are_read_again_by_a_rule_written_later(rule: Path) -> None:
    Path("saved.html").write_text(PAGE)
    address = ("--url", "http://ferry.example/book/7")
    assert "0 comments" in afterword("scrape", "saved.html", *address).stdout
    again = afterword("reparse", "--rules", rule)
    assert "2 more comments" in again.stdout, again.output
    assert authors() == ["Tove Lind", "Old Hen"]
    (version,) = rows(Path("afterword.db"), "SELECT DISTINCT parser_version FROM observations")
    assert version[0].startswith(f"{__version__}+")
    assert afterword("reparse", "--since", __version__, "--rules", rule).stdout == ""


@pytest.mark.parametrize("way", ["option", "environment", "configuration"])
def test_rules_are_found_wherever_they_are_named(way: str, rule: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs import user_config_path

    Path("saved.html").write_text(PAGE)
    if way == "environment":
        monkeypatch.setenv("AFTERWORD_RULES", str(rule))
    if way == "configuration":
        folder = user_config_path("afterword", appauthor=False) / "rules"
        folder.mkdir(parents=True)
        rule.rename(folder / "ferry.toml")
    words = ("--url", "http://ferry.example/book/7", *(("--rules", str(rule)) if way == "option" else ()))
    told = afterword("inspect", "saved.html", *words).stdout
    assert "rule       ferry, in " in told
    assert "author    Tove Lind  [system: Tove Lind]" in told
    assert "2 comments" in afterword("scrape", "saved.html", *words).stdout


@pytest.mark.parametrize("command", ["scrape", "inspect", "reparse"])
def test_a_wrong_rule_stops_the_command_before_it_does_anything(command: str, rule: Path) -> None:
    Path("saved.html").write_text(PAGE)
    rule.write_text(RULE + 'autor = "i"\n')
    words = ["saved.html"] if command != "reparse" else []
    told = afterword(command, *words, "--rules", rule)
    assert told.exit_code == 2
    assert told.stderr.startswith(f"Error: {rule}: ferry.comments.autor: is not known here; known are node, ")
    assert told.stderr.count("\n") == 1
    assert not Path("afterword.db").exists()


def test_the_rules_of_a_source_read_the_pages_of_its_host_alone(blog: Blog, rule: Path) -> None:
    page = f"{blog.url}/book/7"
    shown = afterword("add", "--page", "--allow-private", "--rules", rule, page, "--json")
    assert json.loads(shown.stdout)["rules"] == [str(rule)]
    assert afterword("run", *OPTIONS).exit_code == 0
    assert authors() == ["Tove Lind", "Old Hen"]
    assert afterword("reparse").exit_code == 0
    assert authors() == ["Tove Lind", "Old Hen"]
    other = page.replace("127.0.0.1", "localhost")
    assert afterword("scrape", *OPTIONS, other, "--archive", "other.db").exit_code == 0
    with Archive.open(Path("other.db")) as archive, archive.transaction() as db:
        sources.add(db, Source(page, "page", rules=(str(rule),)), "2026-11-22T00:00:00Z")
    asked = blog.asked("/book/7")
    afterword("scrape", *OPTIONS, other, "--archive", "other.db")
    assert blog.asked("/book/7") == asked + 1
    assert rows(Path("other.db"), "SELECT author FROM comments") == []


def test_the_rules_of_a_source_are_changed_and_left(blog: Blog, rule: Path) -> None:
    afterword("add", "--page", "--allow-private", f"{blog.url}/book/7")
    assert afterword("edit", f"{blog.url}/book/7", "--rules", rule).exit_code == 0
    assert rows(Path("afterword.db"), "SELECT json_extract(settings, '$.rules[0]') FROM sources") == [(str(rule),)]
    rule.write_text("[ferry")
    told = afterword("run", *OPTIONS)
    assert told.exit_code == 1
    assert f"Error: the rules of {blog.url}/book/7: {rule}: this is no TOML" in told.stderr
    told = afterword("edit", f"{blog.url}/book/7", "--rules", rule)
    assert (told.exit_code, "this is no TOML" in told.stderr) == (2, True)
    assert afterword("edit", f"{blog.url}/book/7", "--rules", "").exit_code == 0
    assert rows(Path("afterword.db"), "SELECT settings FROM sources") == [("{}",)]
    assert afterword("run", *OPTIONS).exit_code == 0
