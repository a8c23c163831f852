from __future__ import annotations

from pathlib import Path

import pytest

from archive.errors import InvalidValue
from archive.run import parsers
from archive.sources import sources
from archive.sources.sources import Source
from archive.store import Archive
from scraper.errors import RulesError

RULE = '[ferry]\nsign = "div.voice"\n[ferry.comments]\nnode = "div.voice"\nauthor = "i"\nbody = "q"\n'
OWN_HOST = '[pier]\nhosts = ["pier.example"]\n[pier.comments]\nnode = "div.note"\n'
PAGE = """<!DOCTYPE html><title>The ferry</title><p>The ferry will be green.</p>
<div class="voices"><div class="voice"><i>Tove Lind</i> <q>Whoever chose it: thank you.</q></div>
<div class="voice"><i>Old Hen</i> <q>Which green?</q></div></div>"""


@pytest.fixture
def rule(tmp_path: Path) -> Path:
    (tmp_path / "ferry.toml").write_text(RULE)
    return tmp_path / "ferry.toml"


@pytest.fixture
def users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder of rules."""
    monkeypatch.setattr("archive.run.parsers.users_files", lambda: sorted((tmp_path / "users").glob("*.toml")))
    (tmp_path / "users").mkdir()
    return tmp_path / "users"


def test_rules_that_are_named_go_before_the_users_own(rule: Path, users: Path) -> None:
    (users / "pier.toml").write_text(OWN_HOST)
    assert [each.name for each in parsers.rules([rule])] == ["ferry", "pier"]
    assert [each.name for each in parsers.rules(None)] == ["pier"]


def test_rules_that_cannot_be_read_are_named(rule: Path, users: Path, tmp_path: Path) -> None:
    rule.write_text("no toml")
    with pytest.raises(InvalidValue, match=r"ferry\.toml"):
        parsers.rules([rule])
    with pytest.raises(InvalidValue, match=r"nowhere\.toml"):
        parsers.readable([tmp_path / "nowhere.toml"])


def test_files_of_rules_are_kept_by_their_absolute_paths(rule: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(rule.parent)
    assert parsers.readable([Path("ferry.toml")]) == (str(rule),)


def test_rules_of_a_source_hold_for_its_hosts_unless_they_name_others(rule: Path, tmp_path: Path) -> None:
    (tmp_path / "pier.toml").write_text(OWN_HOST)
    feed = Source("http://feeds.example/q", "feed", home="http://quayside.example/", rules=(str(rule),))
    page = Source("http://quayside.example/2", "page", rules=(str(tmp_path / "pier.toml"),))
    with Archive.open(tmp_path / "a.db") as archive:
        with archive.transaction() as db:
            for source in (feed, page, Source("http://harbour.example/feed", "feed")):
                sources.add(db, source, "2026-01-01T00:00:00Z")
        found = parsers.of_sources(archive)
        assert [each.hosts for each in found] == [("feeds.example", "quayside.example"), ("pier.example",)]
        rule.unlink()
        with pytest.raises(RulesError, match=r"^the rules of http://feeds\.example/q: .*`afterword edit --rules`"):
            parsers.of_sources(archive)


def test_workers_read_by_the_rules(rule: Path, users: Path) -> None:
    rules = parsers.rules([rule])
    with parsers.workers(rules) as workers:
        assert workers.rules == rules
        thread = workers.submit(PAGE.encode(), "http://ferry.example/1").result()
    assert [each.author.name for each in thread.comments] == ["Tove Lind", "Old Hen"]
