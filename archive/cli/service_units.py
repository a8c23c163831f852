"""Lines for cron and units for systemd that make regular runs."""

from __future__ import annotations

import hashlib
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archive.cli.settings import VARIABLE, spoken
from archive.errors import ArchiveError, InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUR = 3600

DAY = 24 * HOUR

MINUTES = (5, 10, 12, 15, 20, 30)

HOURS = (1, 2, 3, 4, 6, 8, 12)

SETTINGS = "/etc/afterword/config.toml"
"""Where a service of the machine finds its settings."""

MOST_RANDOM = 900
"""Seconds by which a timer may be late, so that not everybody asks at the full hour."""

_HARDENING = """\
NoNewPrivileges=yes
ProtectSystem=strict
PrivateTmp=yes
LockPersonality=yes
RestrictSUIDSGID=yes
RestrictRealtime=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
SystemCallArchitectures=native
"""

_SYSTEM_HARDENING = """\
DynamicUser=yes
StateDirectory=afterword
StateDirectoryMode=0750
ProtectHome=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictNamespaces=yes
CapabilityBoundingSet=
"""


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
    minute, hour = _moment(plan)
    if plan.every < HOUR:
        step = plan.every // 60
        times = f"{minute % step}-59/{step} * * * *"
    elif plan.every == HOUR:
        times = f"{minute} * * * *"
    elif plan.every < DAY:
        step = plan.every // HOUR
        times = f"{minute} {hour % step}-23/{step} * * *"
    else:
        times = f"{minute} {hour} * * *"
    words = (*plan.command, "--quiet", "--archive", str(plan.archive))
    return f"{times} {shlex.join(words)}".replace("%", r"\%")


def service(plan: Plan) -> str:
    """The unit that makes one run (systemd.service(5), systemd.exec(5))."""
    archive = "%S/afterword/afterword.db" if plan.system else _escaped(str(plan.archive))
    words = " ".join([*(_quoted(word) for word in plan.command), "--quiet", "--archive", f'"{archive}"'])
    own = _SYSTEM_HARDENING if plan.system else f"ReadWritePaths={_path(str(plan.archive.parent))}\n"
    own += f"Environment={VARIABLE}={SETTINGS}\n" if plan.system and plan.settings else ""
    online = "Wants=network-online.target\nAfter=network-online.target\n" if plan.system else ""
    return f"""\
[Unit]
Description=Afterword: visit what is due of the comment threads that are watched
{online}
[Service]
Type=oneshot
ExecStart={words}
# Another run is at work: no failure.
SuccessExitStatus=75
Nice=10
IOSchedulingClass=idle
{own}{_HARDENING}"""


def timer(plan: Plan) -> str:
    """The unit that starts the service regularly (systemd.timer(5)); a run that was missed is made up for."""
    return f"""\
[Unit]
Description=Afterword: regular visits to the comment threads that are watched

[Timer]
OnCalendar={_calendar(plan)}
RandomizedDelaySec={min(plan.every // 4, MOST_RANDOM)}
Persistent=true

[Install]
WantedBy=timers.target
"""


def part(plan: Plan, name: str) -> str:
    """One of them alone: `crontab`, `service` or `timer`."""
    return {"crontab": crontab, "service": service, "timer": timer}[name](plan)


def lines(plan: Plan) -> Iterator[str]:
    """All of it, with the commands to install and to undo."""
    scope = "" if plan.system else " --user"
    folder = "/etc/systemd/system" if plan.system else "~/.config/systemd/user"
    flag = " --system" if plan.system else ""
    more = f"{flag} --every {spoken(plan.every)} --archive {shlex.quote(str(plan.archive))}"
    write = "sudo tee" if plan.system else "tee"
    sudo = "sudo " if plan.system else ""
    yield from ("# Either cron: add this line with `crontab -e`; delete it there to undo.", "", crontab(plan), "")
    yield from ("# Or systemd. To install:", "")
    if plan.system:
        yield f"sudo install -D -m 0640 {shlex.quote(str(plan.archive))} /var/lib/afterword/afterword.db"
        if plan.settings is not None:
            yield f"sudo install -D -m 0644 {shlex.quote(str(plan.settings))} {SETTINGS}"
    else:
        yield f"mkdir -p {folder}"
    for unit in ("service", "timer"):
        yield f"afterword schedule --print {unit}{more} | {write} {folder}/afterword.{unit}"
    yield f"{sudo}systemctl{scope} daemon-reload"
    yield f"{sudo}systemctl{scope} enable --now afterword.timer"
    if not plan.system:
        yield "loginctl enable-linger  # also while you are not logged in"
    yield from ("", "# To see when it runs next, and what it said:", "")
    yield f"systemctl{scope} list-timers afterword.timer"
    yield f"journalctl{scope} -u afterword.service"
    yield from ("", "# To undo:", "")
    yield f"{sudo}systemctl{scope} disable --now afterword.timer"
    yield from (f"{sudo}rm {folder}/afterword.service {folder}/afterword.timer", "")
    for unit, text in (("service", service(plan)), ("timer", timer(plan))):
        yield from (f"# {folder}/afterword.{unit}", "", *text.splitlines(), "")


def _moment(plan: Plan) -> tuple[int, int]:
    """A minute and an hour that are always the same for an archive, and seldom those of another."""
    digest = hashlib.sha256(str(plan.archive).encode()).digest()
    return digest[0] % 60, digest[1] % 24


def _calendar(plan: Plan) -> str:
    """The interval as systemd.time(7) has it."""
    minute, hour = _moment(plan)
    if plan.every < HOUR:
        step = plan.every // 60
        return f"*:{minute % step}/{step}"
    if plan.every == HOUR:
        return f"*:{minute:02}"
    if plan.every < DAY:
        step = plan.every // HOUR
        return f"{hour % step}/{step}:{minute:02}"
    return f"*-*-* {hour:02}:{minute:02}"


def _escaped(text: str) -> str:
    """A word within double quotes in a unit: no specifiers, no variables (systemd.service(5), "Command lines")."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")


def _quoted(word: str) -> str:
    plain = word.replace("/", "").replace("-", "").replace("_", "").replace(".", "")
    return word if plain.isalnum() and plain.isascii() else f'"{_escaped(word)}"'


def _path(path: str) -> str:
    """A path in a list of paths: no command line, so `$` is plain."""
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'


def run_command() -> tuple[str, ...]:
    """The words that start a run, the program by its absolute path: cron and systemd have paths of their own."""
    beside = Path(sys.executable).with_name("afterword")
    started = shutil.which("afterword") if not beside.exists() else str(beside)
    return (started or str(beside), "run")
