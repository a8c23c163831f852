from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from itertools import islice, pairwise
from pathlib import Path

import pytest
from cronsim import CronSim

from archive.cli.service_units import HOURS, MINUTES, Plan, crontab, service, timer

EVERY = [*(60 * each for each in MINUTES), *(3600 * each for each in HOURS), 86400]

PLACES = ["/home/maren/afterword.db", "/home/maren/my notes/50% done $HOME.db", '/home/o"neill/a\\b.db']

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")


def plan(every: int = 3600, place: str = PLACES[0], *, system: bool = False) -> Plan:
    return Plan((sys.executable, "run"), Path(place), every, system)


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("place", PLACES)
def test_a_cron_reads_the_line_and_starts_at_even_intervals(every: int, place: str) -> None:
    line = crontab(plan(every, place))
    times, command = " ".join(line.split(" ", 5)[:5]), line.split(" ", 5)[5]
    starts = list(islice(CronSim(times, datetime(2026, 1, 1, tzinfo=UTC)), 50))
    assert {(later - earlier).total_seconds() for earlier, later in pairwise(starts)} == {every}
    typed = command.replace(r"\%", "%")  # crontab(5): a percent sign is a newline unless escaped
    printed = subprocess.run(
        ["sh", "-c", f'set -- {typed}; printf "%s\\n" "$@"'], capture_output=True, text=True, check=True
    )
    assert printed.stdout.splitlines() == [sys.executable, "run", "--quiet", "--archive", place]
    assert "%" not in command.replace(r"\%", "")


def test_two_archives_are_visited_at_times_of_their_own() -> None:
    minutes = {crontab(plan(place=f"/home/maren/{number}.db")).split()[0] for number in range(20)}
    assert len(minutes) > 5
    assert crontab(plan()) == crontab(plan())


@needs_systemd
@pytest.mark.parametrize("system", [False, True])
@pytest.mark.parametrize("place", PLACES)
def test_systemd_finds_nothing_to_object_to(tmp_path: Path, system: bool, place: str) -> None:
    units = {"afterword.service": service(plan(place=place, system=system)), "afterword.timer": timer(plan())}
    for name, text in units.items():
        (tmp_path / name).write_text(text)
    scope = [] if system else ["--user"]
    done = subprocess.run(
        ["systemd-analyze", "verify", *scope, *(str(tmp_path / name) for name in units)],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("every", EVERY)
def test_systemd_reads_the_times_as_even_intervals(every: int) -> None:
    (stated,) = [line.partition("=")[2] for line in timer(plan(every)).splitlines() if line.startswith("OnCalendar=")]
    done = subprocess.run(
        ["systemd-analyze", "calendar", "--iterations=8", stated],
        env={**os.environ, "TZ": "UTC", "LC_ALL": "C"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    words = [line.split() for line in done.stdout.splitlines() if line.endswith("UTC")]
    starts = [datetime.fromisoformat("T".join(each[-3:-1])) for each in words]
    starts = list(dict.fromkeys(starts))
    assert {(later - earlier).total_seconds() for earlier, later in pairwise(starts)} == {every}


def test_the_service_may_write_its_own_folder_alone() -> None:
    mine, machines = service(plan()).splitlines(), service(plan(system=True)).splitlines()
    for lines in (mine, machines):
        assert {"NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes"} <= set(lines)
    assert 'ReadWritePaths="/home/maren"' in mine
    assert {"DynamicUser=yes", "StateDirectory=afterword", "ProtectHome=yes"} <= set(machines)
    assert "Persistent=true" in timer(plan())
