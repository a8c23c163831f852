"""`afterword run`: visit what is due."""

from archive.cli import completion, console, options
from archive.cli.options import option


def run(
    *,
    budget: float | None = options.setting("budget"),
    max_pages: int | None = option("--max-pages N", "Visit so many pages at most.", least=1),
    only: list[str] | None = option(
        "--only LABEL", "Sources with this label; may be repeated.", complete=completion.labels
    ),
    min_interval: float = options.setting("min_interval"),
    max_interval: float = options.setting("max_interval"),
    channels: options.Choice = options.setting("channels"),
    keep_snapshots: options.KeepSnapshots = options.setting("keep_snapshots"),
    rules: options.Rules = options.RULES,
    fail_on: str = options.setting("fail_on"),
    notify_command: str | None = options.setting("notify_command"),
    quiet: bool = option("--quiet -q", "Print nothing unless the exit code is not 0."),
    as_json: bool = options.JSON,
    policy: options.Policy = options.fetching("delay timeout retries max_bytes max_host_pages user_agent"),
    archive: options.Opening = options.OPENING,
) -> int:
    """Visit what is due of all that is watched. For cron and systemd.

    $ afterword run --budget 15m --quiet
    $ afterword run --only harbours --json
    """
    from archive.cli.progress import Lines
    from archive.cli.views import runs as views
    from archive.display import json_text
    from archive.query import runs
    from archive.run.scheduled import RunWish, scheduled
    from archive.run.scheduled_report import notify
    from archive.sources.intervals import Limits

    if min_interval > max_interval:
        raise options.WrongUse("--min-interval is longer than --max-interval")
    wish = RunWish(budget, max_pages, tuple(only or ()), Limits(min_interval, max_interval), channels)
    with archive(create=False, keep_snapshots=keep_snapshots) as opened:
        done = scheduled(opened, policy, wish, Lines(silent=quiet or as_json), rules=rules)
        is_first = runs.count(opened.conn, "run") == 1
    code = done.exit_code(fail_on)
    report = done.as_dict()
    if as_json and (code or not quiet):
        console.emit_json([report], indent=2)
    elif code or not quiet:
        console.note(*views.figures(report))
    if not quiet:
        options.remind_of_contact(policy, first=is_first)
    if notify_command is not None and done.news and (problem := notify(notify_command, json_text(report))):
        console.complain(f"the command to notify failed ({problem}): {notify_command}")
    return code
