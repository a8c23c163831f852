"""`afterword add`: watch blogs and pages."""

from contextlib import ExitStack
from dataclasses import replace

from archive.cli import console, options
from archive.cli.options import argument, option


def add(
    targets: list[str] = argument(
        "TARGET...",
        "Home page, feed, sitemap or page; list of these, - for one on stdin; OPML or JSON file of sources.",
    ),
    *,
    page: bool = option("--page", "Watch the page itself, not the blog it belongs to."),
    backfill: bool = option(
        "--backfill", "Also read all of the blog: by sitemaps, older pages of its feed, or its archive."
    ),
    dry_run: bool = option("--dry-run", "Only print what would be watched."),
    as_json: bool = options.JSON,
    wish: options.Wish = options.WATCHING,
    policy: options.Policy = options.fetching("timeout user_agent"),
    archive: options.Opening = options.OPENING,
) -> int:
    """Watch blogs and pages: find what each address is, print it, and let every run visit it.

    $ afterword add https://quayside.example --label harbours
    $ afterword add blogs.opml --backfill
    """
    from archive.cli.views import sources as views
    from archive.sources import due_pages, sources
    from archive.sources.find import find_sources
    from scraper.fetch import Fetcher
    from scraper.times import now

    failed = False
    wished = sources.Source("", "page", **wish)
    with ExitStack() as stack:
        fetcher = stack.enter_context(Fetcher(policy))
        opened: options.Archive | None = None
        for found in find_sources(targets, fetcher, single=page, backfill=backfill):
            if isinstance(found, str):
                failed = True
                console.complain(found)
                continue
            source, is_new = sources.joined(found.source, wished), True
            if not dry_run:
                if opened is None:
                    opened = stack.enter_context(archive())
                    options.remind_of_contact(policy, first=not opened.sources())
                with opened.transaction() as db:
                    source, is_new = sources.add(db, source, now())
                    for kind, url in found.history:
                        due_pages.add_history(db, source, url, kind, now())
            console.emit([views.found(replace(found, source=source), is_new=is_new, as_json=as_json)])
    return int(failed)
