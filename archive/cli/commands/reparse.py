"""`afterword reparse`: read what was kept again."""

from archive.cli import console, options
from archive.cli.options import option


def reparse(
    names: list[str] | None = options.THREADS,
    *,
    since: str | None = option("--since VERSION", "Only what this version or a later one read last."),
    rules: options.Rules = options.RULES,
    as_json: bool = options.JSON,
    archive: options.Opening = options.OPENING,
) -> int:
    """Read what was kept again with today's parser, offline, as if it had always been used.

    $ afterword reparse
    $ afterword reparse quayside.example/2012/11/eleven-kinds-of-drizzle --rules quayside.toml
    """
    from archive.cli.views import maintenance as views
    from archive.maintenance.reparse import Summary
    from archive.run import parsers
    from archive.run.engine import recorded

    summary = Summary()

    def work(_: int) -> Summary:
        with parsers.workers([*parsers.of_sources(opened), *rules]) as workers:
            for each in opened.reparse(workers, names or (), since=since):
                summary.add(each)
                console.emit(views.reparsed(each, as_json=as_json))
                console.note(*views.problems(each))
        return summary

    with archive(create=False) as opened:
        done = recorded(opened, "reparse", {"names": list(names or ()), "since": since}, work, summary)
    console.note(views.reparsed_all(done))
    return int(bool(done.failures))
