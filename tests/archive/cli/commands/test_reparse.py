"""The command `reparse`."""

from __future__ import annotations

from pathlib import Path

from tests.support.command import run
from tests.support.living import rows


def test_the_command_reads_real_pages_and_tells_that_nothing_is_better(tmp_path: Path, fresh: Path) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_text("A title of words\n\nA paragraph that is long enough to be read.\n\n• Anna\n\n  I agree with it.\n")
    run(fresh, "scrape", dump)
    told = run(fresh, "reparse")
    assert told.stdout == ""
    assert "1 kept pages of 1 threads read again; 0 threads are read otherwise now" in told.stderr
    assert rows(fresh, "SELECT outcome FROM runs WHERE command = 'reparse'") == [("done",)]


def test_pages_are_chosen_by_the_version_that_read_them(path: Path) -> None:
    assert "is not a version" in run(path, "reparse", "--since", "yesterday", code=2).stderr
    assert "0 kept pages" in run(path, "reparse", "--since", "99.0").stderr


def test_a_file_of_rules_that_cannot_be_read_is_wrong_use(path: Path, tmp_path: Path) -> None:
    (tmp_path / "tea.toml").write_text("[tea")
    assert str(tmp_path / "tea.toml") in run(path, "reparse", "--rules", tmp_path / "tea.toml", code=2).stderr
    assert rows(path, "SELECT count(*) FROM runs WHERE command = 'reparse'") == [(0,)]


def test_how_it_ended_is_kept_on_record(path: Path) -> None:
    run(path, "reparse")
    run(path, "reparse", "https://nowhere.example/", code=1)
    select = "SELECT outcome, report ->> 'threads', report ->> 'error' FROM runs WHERE command = 'reparse' ORDER BY id"
    done, failed = rows(path, select)
    assert done == ("done", 0, None)
    assert (failed[0], failed[1], failed[2].partition(":")[0]) == ("failed", 0, "NotFound")
