"""Lines for cron and units for systemd that make regular runs."""

import hashlib
import re
import shlex
import shutil
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from archive.cli.settings import VARIABLE, spoken
from archive.errors import ArchiveError, InvalidValue

HOUR = 3600
DAY = 24 * HOUR
MINUTES = (5, 10, 12, 15, 20, 30)
HOURS = (1, 2, 3, 4, 6, 8, 12)

SETTINGS = "/etc/afterword/config.toml"
"""Where a service of the machine finds its settings."""

MOST_RANDOM = 900
"""Seconds by which a timer may be late, so that not everybody asks at the full hour."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run, how often (seconds), and on which archive (absolute).

    `command` is the program with its arguments up to `run`. `system`: as a service of the machine, under a user of its
    own and with the archive in its own state directory, instead of a service of yours; that user does not see your
    file of settings, so `settings`, where there is one, is copied to where it does. ArchiveError for words that
    could end a line, and so begin another one.
    """

    command: tuple[str, ...]
    archive: Path
    every: int
    system: bool = False
    settings: Path | None = None

    def __post_init__(self) -> None:
        for word in (*self.command, str(self.archive), str(self.settings or "")):
            if not word.isprintable():
                raise ArchiveError(f"{word}: control characters can stand in no crontab and no unit; move it elsewhere")


def interval(seconds: float) -> int:
    """The interval in whole seconds. InvalidValue when cron has no way to say it."""
    minutes, hours = seconds / 60, seconds / HOUR
    if minutes in MINUTES or hours in HOURS or seconds == DAY:
        return int(seconds)
    listed = ", ".join([*(f"{each}m" for each in MINUTES), *(f"{each}h" for each in HOURS), "1d"])
    raise InvalidValue(f"runs can be made every {listed}; cron knows no other even intervals")


def crontab(plan: Plan) -> str:
    """The line for `crontab -e` (crontab(5)): at a minute of its own, so that not everybody asks at the full hour."""
    words = (*plan.command, "--quiet", "--archive", str(plan.archive))
    return f"{_times(plan)[0]} {shlex.join(words)}".replace("%", r"\%")


def service(plan: Plan) -> str:
    """The unit that makes one run (systemd.service(5), systemd.exec(5))."""
    archive = "%S/afterword/afterword.db" if plan.system else _escaped(str(plan.archive))
    return _filled(
        "system.service" if plan.system else "user.service",
        command=" ".join([*map(_quoted, plan.command), "--quiet", "--archive", f'"{archive}"']),
        folder=f'"{_escaped(str(plan.archive.parent)).replace("$$", "$")}"',  # a list of paths knows no variables
        environment=f"Environment={VARIABLE}={SETTINGS}\n" if plan.settings else "",
    )


def timer(plan: Plan) -> str:
    """The unit that starts the service regularly (systemd.timer(5)); a run that was missed is made up for."""
    return _filled("afterword.timer", calendar=_times(plan)[1], random=str(min(plan.every // 4, MOST_RANDOM)))


PARTS = {"crontab": crontab, "service": service, "timer": timer}


def lines(plan: Plan) -> list[str]:
    """All of it, with the commands to install and to undo."""
    archive, settings = shlex.quote(str(plan.archive)), shlex.quote(str(plan.settings))
    return _filled(
        "system.txt" if plan.system else "user.txt",
        archive=archive,
        settings=f"sudo install -D -m 0644 {settings} {SETTINGS}\n" if plan.settings else "",
        options=f"--every {spoken(plan.every)} --archive {archive}",
        crontab=crontab(plan),
        service=service(plan),
        timer=timer(plan),
    ).splitlines()


def _filled(template: str, **values: str) -> str:
    return (files("archive.cli") / "units" / template).read_text("utf-8").format(**values)


def _times(plan: Plan) -> tuple[str, str]:
    """The interval as crontab(5) and as systemd.time(7) have it, at a minute and an hour that are always the same for
    an archive, and seldom those of another."""
    digest = hashlib.sha256(str(plan.archive).encode()).digest()
    minute, hour = digest[0] % 60, digest[1] % 24
    if plan.every < HOUR:
        step = plan.every // 60
        return f"{minute % step}-59/{step} * * * *", f"*:{minute % step}/{step}"
    if plan.every == HOUR:
        return f"{minute} * * * *", f"*:{minute:02}"
    if (step := plan.every // HOUR) < 24:
        return f"{minute} {hour % step}-23/{step} * * *", f"{hour % step}/{step}:{minute:02}"
    return f"{minute} {hour} * * *", f"*-*-* {hour:02}:{minute:02}"


def _escaped(text: str) -> str:
    """A word within double quotes in a unit: no specifiers, no variables (systemd.service(5), "Command lines")."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")


def _quoted(word: str) -> str:
    return word if re.fullmatch(r"[\w./-]+", word, re.ASCII) else f'"{_escaped(word)}"'


def run_command() -> tuple[str, ...]:
    """The words that start a run, the program by its absolute path: cron and systemd have paths of their own."""
    beside = Path(sys.executable).with_name("afterword")
    started = None if beside.exists() else shutil.which("afterword")
    return (started or str(beside), "run")
