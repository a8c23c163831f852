"""`afterword scrape`: pages with their threads into the archive."""

import sys

from archive.cli import console, options
from archive.cli.options import argument


def scrape(
    targets: list[str] = argument(
        "TARGET...",
        "Address of a page, feed, sitemap; saved page, folder, text dump; list of these, - for one on stdin.",
    ),
    *,
    url: str | None = options.PAGE_URL,
    channels: options.Choice = options.setting("channels"),
    keep_snapshots: options.KeepSnapshots = options.setting("keep_snapshots"),
    rules: options.Rules = options.RULES,
    quiet: bool = options.QUIET,
    as_json: bool = options.JSON,
    policy: options.Policy = options.fetching("delay timeout retries max_bytes max_pages max_host_pages user_agent"),
    archive: options.Opening = options.OPENING,
    verbose: bool = options.VERBOSE,
) -> int:
    """Scrape pages with their threads into the archive; what is there already is brought up to date.

    $ afterword scrape https://quayside.example/2012/11/the-lighthouse-that-moved
    $ afterword scrape https://quayside.example/feed/ --keep-snapshots all
    """
    from archive.cli import progress
    from archive.run import scrape as scraping
    from scraper.fetch import Fetcher
    from scraper.visit.targets import Unusable, expand

    if url is not None and len(targets) > 1:
        raise options.WrongUse("one address can belong to one target only", param_hint="--url")
    expanded = list(expand(targets, sys.stdin))
    with progress.bar(quiet=quiet) as bar:
        output = progress.Output(bar, quiet=quiet, as_json=as_json, verbose=verbose)
        if all(isinstance(target, Unusable) for target in expanded):
            summary = scraping.tell_unusable(expanded, output)  # nothing to archive: make no file
        else:
            with archive(keep_snapshots=keep_snapshots) as opened, Fetcher(policy) as fetcher:
                summary = scraping.scrape(
                    expanded, opened, fetcher, None, output, url=url, channels=channels, rules=rules, words=targets
                )
    if not quiet:
        console.note(summary.as_text())
    return summary.exit_code
