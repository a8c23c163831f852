"""The work of `afterword scrape`: put the parts together, print what they tell."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, cast, get_args

from archive import settings, teaching
from archive.errors import ArchiveError
from archive.report import PageLine, Summary
from archive.run import scrape
from archive.store import Archive, KeepSnapshots
from archive.targets import Unusable, expand
from archive.terminal import clean
from scraper.channels import AUTO, Choice
from scraper.fetch import Fetcher, Policy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from archive.targets import Target
    from scraper.comments.systems import System

KEEP_SNAPSHOTS = get_args(KeepSnapshots)


@dataclass(frozen=True, slots=True)
class Form:
    """How a run is told."""

    quiet: bool = False
    as_json: bool = False
    verbose: bool = False


def checked_policy(**given: Any) -> Policy:
    """The fetcher's policy with what is given (not None), and the hosts that the file of settings lets be private.

    Wrong use when it makes no sense; ArchiveError when the file does not.
    """
    import typer

    hosts = settings.load().get("allow_private", ())
    try:
        return Policy(**{name: value for name, value in given.items() if value is not None}, private_hosts=tuple(hosts))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def run(
    words: Sequence[str],
    archive: Path,
    policy: Policy,
    form: Form,
    *,
    url: str | None = None,
    keep_snapshots: str = "changed",
    rules: Sequence[System] = (),
    choice: Choice = AUTO,
) -> int:
    """Scrape what the words stand for; returns the exit code. Raises ArchiveError.

    One line for each page goes to standard output, the figures to standard error; with `quiet` only failures are
    told, on standard error. `keep_snapshots` is one of KEEP_SNAPSHOTS, `choice` says which channels to ask.
    """
    targets = list(expand(words, sys.stdin))
    with _output(form) as output:
        if all(isinstance(target, Unusable) for target in targets):
            summary = _tell_unusable(targets, output)  # nothing to archive: make no file
        else:
            keep = cast("KeepSnapshots", keep_snapshots)
            summary = _scrape(targets, archive, policy, output, words, url, keep, rules, choice)
    if not form.quiet:
        sys.stderr.write(summary.as_text() + "\n")
    return summary.exit_code


def _scrape(
    targets: Sequence[Target],
    path: Path,
    policy: Policy,
    output: _Output,
    words: Sequence[str],
    url: str | None,
    keep_snapshots: KeepSnapshots,
    rules: Sequence[System],
    choice: Choice,
) -> Summary:
    with (
        Archive.open(path, keep_snapshots=keep_snapshots) as archive,
        teaching.workers([*teaching.of_sources(archive), *rules]) as workers,
        Fetcher(policy) as fetcher,
    ):
        arguments = {"targets": list(words), "url": url, "keep_snapshots": keep_snapshots, "channels": choice}
        run_id = archive.start_run("scrape", {**arguments, **asdict(policy)})
        try:
            summary = scrape(targets, archive, fetcher, workers, output, url=url, run_id=run_id, choice=choice)
        except BaseException as error:
            with suppress(ArchiveError):  # it may be the archive that failed
                archive.finish_run(run_id, outcome="failed", report={"error": f"{type(error).__name__}: {error}"})
            raise
        archive.finish_run(run_id, outcome=summary.outcome, report=summary.as_dict())
        return summary


def _tell_unusable(targets: Sequence[Target], output: _Output) -> Summary:
    summary = Summary()
    for target in targets:
        if isinstance(target, Unusable):
            line = PageLine(target.what, "failed", error=target.why, error_class="Unusable")
            summary.add(line)
            output.page(line)
    return summary


class _Output:
    """Prints what a run tells."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def page(self, line: PageLine) -> None:
        if self._form.as_json:
            self.write(json.dumps(line.as_dict(), ensure_ascii=not _is_utf8()))
        elif not self._form.quiet:
            self.write(line.as_text())
        elif line.failed:
            sys.stderr.write(line.as_text() + "\n")
        if self._form.verbose and line.details:
            sys.stderr.write(clean(line.details))

    def write(self, text: str) -> None:
        """One line to standard output, at once: somebody may be waiting for it."""
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    def progress(self, done: int, known: int) -> None:
        """Nothing: where there is a terminal, `_Bar` shows it."""


class _Bar(_Output):
    """Prints the same, with a bar below."""

    def __init__(self, form: Form) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

        super().__init__(form)
        self.bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            "pages",
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,
        )
        self._task = self.bar.add_task("", total=None)

    def write(self, text: str) -> None:
        if sys.stdout.isatty():  # the same terminal: the line goes above the bar
            self.bar.console.print(text, markup=False, emoji=False, highlight=False, soft_wrap=True)
        else:
            super().write(text)

    def progress(self, done: int, known: int) -> None:
        self.bar.update(self._task, completed=done, total=known)


@contextmanager
def _output(form: Form) -> Iterator[_Output]:
    if form.quiet or not sys.stderr.isatty():
        yield _Output(form)
        return
    output = _Bar(form)
    with output.bar:
        yield output


def _is_utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
