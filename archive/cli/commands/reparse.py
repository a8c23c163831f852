"""`afterword reparse`: read what was kept again."""

from pathlib import Path

from archive.cli import console, options
from archive.cli.options import option


def reparse(
    names: list[str] | None = options.THREADS,
    *,
    since: str | None = option("--since VERSION", "Only what this version or a later one read last."),
    rules: list[Path] = options.setting("rules"),
    as_json: bool = options.JSON,
    archive: Path = options.ARCHIVE,
) -> int:
    """Read what was kept again with today's parser, offline, as if it had always been used.

    $ afterword reparse
    $ afterword reparse quayside.example/2012/11/eleven-kinds-of-drizzle --rules quayside.toml
    """
    from archive.cli.views import reparse as views
    from archive.maintenance.reparse import Reparsed
    from archive.run import parsers
    from archive.store import Archive

    known = parsers.rules(rules)
    done: list[Reparsed] = []
    outcome = "failed"
    with Archive.open(archive, create=False) as opened:
        run_id = opened.start_run("reparse", {"names": list(names or ()), "since": since})
        try:
            with parsers.workers([*parsers.of_sources(opened), *known]) as workers:
                for each in opened.reparse(workers, names or (), since=since):
                    done.append(each)
                    console.emit(views.changes(each, as_json=as_json))
                    console.note(*views.problems(each))
            outcome = "failures" if any(each.failures for each in done) else "done"
        finally:
            opened.finish_run(run_id, outcome=outcome, report=views.report(done))
    console.note(views.summary(done))
    return int(outcome != "done")
