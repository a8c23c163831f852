"""Changes, a line each."""

from collections.abc import Iterable, Iterator

from archive.db.rows import Row
from archive.display import one_line, wrap


def lines(rows: Iterable[Row], width: int) -> Iterator[str]:
    """For a terminal: under each thread's title when, what, by whom, and the words in one line."""
    title: tuple[str, str | None] | None = None
    for row in rows:
        if title != (row["thread_uid"], row["title"]):
            title = row["thread_uid"], row["title"]
            yield f"{row['thread_uid']}  {one_line(row['title']) or '(no title)'}"
        who = f" · {one_line(row['author'])}" if row["author"] else ""
        words = f": {one_line(row['text'])}" if row["comment_uid"] else ""
        first, *more = wrap(f"{row['at']} · {row['what']}{who}{words}", width - 4)
        yield f"    {first}{' …' if more else ''}"
