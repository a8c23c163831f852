"""`afterword forget`: remove at a person's request."""

import typer

from archive.cli import console, options
from archive.cli.options import argument, option


def forget(
    names: list[str] | None = argument("[URL|UID]...", "Articles, by address or uid; comments, by uid.", default=None),
    *,
    author: list[str] | None = option("--author NAME|UID", "Everything written under this name."),
    reason: str | None = option("--reason REASON", "A word on why; it is kept."),
    also_mentions: bool = option("--also-mentions", "Other kept pages that mention the author's name, too."),
    dry_run: bool = option("--dry-run", "Only print what would go."),
    yes: bool = option("--yes -y", "Do not ask."),
    archive: options.Opening = options.OPENING,
) -> None:
    """Remove articles, comments or an author's comments for good; no later scrape or merge brings them back.

    $ afterword forget --author "Bo Larch" --dry-run
    $ afterword forget quayside.example/2012/11/eleven-kinds-of-drizzle --reason "asked by letter"
    """
    from archive.cli.views import maintenance as views

    if not names and not author:
        raise options.WrongUse("name at least one article, comment or author")
    with archive(read_only=dry_run, create=False) as opened:
        plan = opened.plan_forgetting(names or (), author or (), also_mentions=also_mentions)
        if dry_run:
            console.emit(views.would_forget(plan))
            return
        if not yes and console.ask(f"{views.to_forget(plan)} [y/N]:").lower() not in ("y", "yes"):
            raise typer.Abort
        console.emit(views.forgotten(*opened.forget(plan, reason)))
