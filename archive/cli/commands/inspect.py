"""`afterword inspect`: how a page is read."""

from archive.cli import console, options
from archive.cli.options import argument


def inspect(
    page: str = argument("PAGE", "A saved page, a text dump, or the address of a page."),
    *,
    url: str | None = options.PAGE_URL,
    channels: options.Choice = options.setting("channels"),
    rules: options.Rules = options.RULES,
    as_json: bool = options.JSON,
    policy: options.Policy = options.fetching("delay timeout max_bytes user_agent"),
) -> None:
    """Show how a page is read: the system, the region, the tree, and where each field came from.

    $ afterword inspect https://quayside.example/2012/11/the-lighthouse-that-moved
    $ afterword inspect saved.html --url https://quayside.example/17 --json
    """
    from archive.cli.views import inspect as views
    from scraper.visit.inspect import look_at

    look = look_at(page, policy, channels, url, rules)
    if as_json:
        console.emit_json([views.as_dict(look)], indent=2)
    else:
        console.page(views.lines(look, console.width()), wanted=False)
