"""`afterword schedule`: lines for cron and systemd."""

from pathlib import Path

from archive.cli import console, options
from archive.cli.options import option
from archive.cli.settings import SETTINGS


def schedule(
    *,
    every: float = option("--every TIME", "How often: 15m, 1h, 6h, 1d.", read=SETTINGS["budget"].read, default="1h"),
    what: str | None = option(
        "--print WHAT", "One part: crontab, service or timer.", choices="archive.cli.service_units:PARTS"
    ),
    system: bool = option("--system", "A service of the machine instead of one of yours."),
    archive: Path = options.setting("archive", options.COMMON),
) -> None:
    """Print what cron or systemd needs to make runs regularly, and how to install and undo it.

    $ afterword schedule --every 6h
    $ afterword schedule --print crontab
    """
    from archive.cli import service_units as units
    from archive.cli import settings

    stated = settings.file() if system else None
    there = stated.absolute() if stated is not None and stated.exists() else None
    plan = units.Plan(units.run_command(), archive.absolute(), units.interval(every), system, there)
    console.emit(units.lines(plan) if what is None else units.PARTS[what](plan).splitlines())
