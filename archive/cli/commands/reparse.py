"""`afterword reparse`: read what was kept again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, RulesOption, VerboseOption
from archive.display import json_text, one_line
from archive.maintenance.reparse import Reparsed
from archive.run import parsers
from archive.store import Archive
from scraper.incomplete import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from scraper.comments.systems import System


def reparse(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[URL|UID]...", help="Which threads; all without.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="VERSION", help="Only what was last read by this version or a later."),
    ] = None,
    rules: RulesOption = None,
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Read what was kept again with today's parser, offline, as if it had always been used."""
    from archive.run import parsers

    with console.reported(verbose=verbose):
        code = reparse_names(archive, names or (), since=since, as_json=as_json, rules=parsers.rules(rules))
    if code:
        raise typer.Exit(code)


def reparse_names(
    archive: Path, names: Sequence[str], *, since: str | None, as_json: bool, rules: Sequence[System] = ()
) -> int:
    """Read what was kept again; returns the exit code: 1 when some of it could not be read. Raises ArchiveError.

    One line for each article that is read otherwise now goes to standard output, failures and the figures to standard
    error.
    """
    done: list[Reparsed] = []
    with Archive.open(archive, create=False) as opened:
        run_id = opened.start_run("reparse", {"names": list(names), "since": since})
        outcome = "failed"
        try:
            with parsers.workers([*parsers.of_sources(opened), *rules]) as workers:
                for each in opened.reparse(workers, names, since=since):
                    done.append(each)
                    _tell(each, as_json=as_json)
            outcome = "failures" if any(each.failures for each in done) else "done"
        finally:
            opened.finish_run(run_id, outcome=outcome, report=_report(done))
    sys.stderr.write(_summary(done) + "\n")
    return int(outcome != "done")


def _tell(each: Reparsed, *, as_json: bool) -> None:
    if as_json:
        console.emit([json_text(each.as_dict())])
    elif each.changed:
        console.emit([f"{one_line(each.url)}  {', '.join(_what(each))}"])
    for failure in each.failures:
        sys.stderr.write(f"not read: {one_line(failure)}\n")
    if each.worse:
        sys.stderr.write(f"left as it was: {one_line(each.url)}: less than half of its comments are found now\n")


_COUNTED = ("comments", "authors", "dates", "exact_dates", "replies", "letters")

_JUDGED = {True: "complete now", False: "incomplete now", None: "not known to be complete now"}


def _what(each: Reparsed) -> Iterator[str]:
    for name in _COUNTED:
        more = getattr(each.after, name) - getattr(each.before, name)
        if more:
            yield f"{abs(more):,} {'more' if more > 0 else 'fewer'} {name.replace('_', ' ')}"
    if (each.after.complete, each.after.incomplete) != (each.before.complete, each.before.incomplete):
        why = sentence(each.after.incomplete)
        yield f"{_JUDGED[each.after.complete]}{f' ({why})' if why else ''}"
    if each.gone:
        yield f"{each.gone:,} gone now"
    if each.returned:
        yield f"{each.returned:,} not gone any more"
    if each.replaced:
        yield f"{each.replaced:,} wording{'' if each.replaced == 1 else 's'} replaced"
    if each.dropped:
        yield f"{each.dropped:,} no longer taken for comments"


def _report(done: Sequence[Reparsed]) -> dict[str, object]:
    return {
        "threads": len(done),
        "pages": sum(each.pages for each in done),
        "changed": sum(each.changed for each in done),
        "failures": [failure for each in done for failure in each.failures],
    }


def _summary(done: Sequence[Reparsed]) -> str:
    pages, changed = sum(each.pages for each in done), sum(each.changed for each in done)
    return f"{pages:,} kept pages of {len(done):,} threads read again; {changed:,} threads are read otherwise now"
