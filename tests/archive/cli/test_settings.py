from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from archive.cli import settings
from archive.cli.app import app
from archive.store import Archive
from archive.times import duration
from scraper.channels import ask
from tests.blog import Blog
from tests.support.living import post, rows


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("AFTERWORD_ARCHIVE", raising=False)
    monkeypatch.setenv("AFTERWORD_CONFIG", str(tmp_path / "config.toml"))
    Archive.open(tmp_path / "mine.db").close()
    return tmp_path / "config.toml"


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [*arguments], env={"COLUMNS": "200"})
    assert result.exit_code == code, result.output
    return result


def test_settings_are_the_defaults_of_every_command(config: Path) -> None:
    config.write_text('archive = "mine.db"\ndelay = 2.5\nbudget = "5m"\ncontact = "mailto:me@example.org"\n')
    run("run")
    ((arguments,),) = rows(config.with_name("mine.db"), "SELECT arguments FROM runs")
    told = json.loads(arguments)
    assert (told["delay"], told["budget"]) == (2.5, 300)
    assert told["user_agent"].endswith("(+mailto:me@example.org)")
    assert run("list").exit_code == 0


def test_a_setting_is_not_taken_for_an_option_that_means_something_else(config: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.db"
    listed = tmp_path / "list.json"
    listed.write_text('[{"url": "http://quayside.example/feed/", "kind": "feed"}]')
    config.write_text('archive = "mine.db"\ndelay = 2.5\ntimeout = 0.001\n')
    run("add", str(listed))
    run("edit", "quayside.example/feed", "--title", "Quayside")
    assert rows(mine, "SELECT settings FROM sources") == [("{}",)]
    assert "nothing to change" in run("edit", "quayside.example/feed", code=2).stderr
    counted = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT max(i) FROM n"
    assert "300000" in run("query", counted).stdout


def test_what_is_typed_comes_first_and_the_environment_second(
    config: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config.write_text('archive = "nowhere.db"\ndelay = 2.5\n')
    monkeypatch.setenv("AFTERWORD_ARCHIVE", str(tmp_path / "mine.db"))
    run("run", "--delay", "1.5")
    ((arguments,),) = rows(tmp_path / "mine.db", "SELECT arguments FROM runs")
    assert json.loads(arguments)["delay"] == 1.5


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("dely = 1", "there is no setting 'dely'; did you mean 'delay'?"),
        ('delay = "long"', "delay has to be a number"),
        ("retries = true", "retries has to be a whole number"),
        ("budget = 5", "budget has to be a length of time"),
        ("delay = ", "not TOML"),
        ('rules = "sites.toml"', "rules has to be a list of paths in quotes"),
        ("allow_private = true", "allow_private has to be a list of host names"),
        ('allow_private = [""]', "allow_private has to be a list of host names"),
        ('allow_private = ["inside.example/blog"]', "'inside.example/blog' is no host name"),
        ('[keys]\nfacebook = "KEY"', "keys: facebook: there is no such channel"),
        ('[keys]\ndisqus = "no name"', "keys: disqus has to be the name of an environment variable"),
        ('keys = "DISQUS"', "keys has to be a table of names of variables"),
        ('allow_private = ["me@inside.example"]', "'me@inside.example' is no host name"),
    ],
)
def test_a_file_that_is_wrong_is_named_in_one_line(config: Path, text: str, why: str) -> None:
    config.write_text(text)
    for command in ("list", "config"):
        error = run(command, code=2).stderr
        assert error.startswith(f"Error: {config}: ")
        assert why in error
    assert "Usage" in run("--help").stdout


def test_a_file_that_is_named_and_not_there_is_an_error_and_none_at_the_usual_place_is_not(
    config: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "no such file" in run("config", code=2).stderr
    monkeypatch.delenv("AFTERWORD_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("HOME", str(tmp_path / "none"))
    assert "(not there; " in run("config").stdout
    assert settings.load() == {}


def test_the_defaults_that_are_shown_are_the_ones_that_hold(config: Path) -> None:
    config.write_text("")
    usual = {known.name: known.usual() for known in settings.SETTINGS.values()}
    run("run", "--archive", str(config.with_name("mine.db")))
    ((arguments,),) = rows(config.with_name("mine.db"), "SELECT arguments FROM runs")
    in_force = json.loads(arguments)
    for name in ("delay", "timeout", "retries", "max_bytes", "keep_snapshots"):
        assert usual[name] == in_force[name]
    intervals = {"min_interval": in_force["limits"]["shortest"], "max_interval": in_force["limits"]["longest"]}
    assert {name: duration(usual[name]) for name in intervals} == intervals


def test_the_hosts_that_may_be_private_are_asked_and_no_others(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    config.write_text('archive = "mine.db"\nallow_private = ["127.0.0.1", "[::1]"]\ndelay = 0\n')
    with Blog([post("one")]) as blog:
        assert run("scrape", blog.address("one")).stdout.startswith("new ")
        assert "comments" in run("inspect", blog.address("one")).stdout
        assert json.loads(run("add", "--json", "--page", blog.address("one")).stdout)["kind"] == "page"
        elsewhere = blog.address("one").replace("127.0.0.1", "localhost")
        assert "not a public address" in run("scrape", elsewhere, code=1).stdout
    assert json.loads(run("config", "--json").stdout)["settings"]["allow_private"] == {
        "value": "127.0.0.1 ::1",
        "from": "file",
    }


def test_a_key_is_looked_for_in_the_variable_that_the_settings_name(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFTERWORD_DISQUS_KEY", "")  # so that it is as before when the test is done
    monkeypatch.delenv("AFTERWORD_DISQUS_KEY")
    config.write_text('archive = "mine.db"\n[keys]\ndisqus = "MY_DISQUS"\n')
    run("list")
    assert ask.keys() == {}
    assert json.loads(run("config", "--json").stdout)["settings"]["keys"]["value"] == "disqus: MY_DISQUS (not set)"
    monkeypatch.setenv("MY_DISQUS", "secret")
    run("list")
    assert ask.keys() == {"disqus": "secret"}
    shown = run("config").stdout
    assert "disqus: MY_DISQUS (set)" in shown
    assert "secret" not in shown
    monkeypatch.setenv("AFTERWORD_DISQUS_KEY", "own")
    run("list")
    assert ask.keys() == {"disqus": "own"}


def test_rules_are_named_relative_to_the_file_of_settings(config: Path, tmp_path: Path) -> None:
    config.write_text('archive = "mine.db"\nrules = ["sites/ferry.toml"]\n')
    page = tmp_path / "page.html"
    page.write_text("<title>Ferry</title><p>Green.</p>")
    assert str(tmp_path / "sites" / "ferry.toml") in run("inspect", str(page), code=2).stderr
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "ferry.toml").write_text('[ferry]\nsign = "p"\n')
    assert "ferry" in run("inspect", str(page)).stdout
