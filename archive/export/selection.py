"""Which threads an export holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.db.handle import Handle
from archive.query import read, search, sql
from archive.times import begin
from archive.urls import host_of, url_key
from archive.values import folded


@dataclass(frozen=True, slots=True)
class Selection:
    """What a thread has to be to be taken; all conditions together. None leaves nothing out.

    `names` are addresses or uids. `site` is a host name. `author` is a part of the name of someone who wrote a comment
    there. `after` and `before` are the article's date, as far as stated (`2012`, `2012-12-04`), both included. `since`
    is a moment from which on something was new, edited or gone in the thread. `words` are searched for as
    `archive.query.search` does. `where` is a condition in SQL on the columns of the view `threads`. `label` is a
    person's word for the source that listed the page.
    """

    names: tuple[str, ...] = ()
    site: str | None = None
    author: str | None = None
    after: str | None = None
    before: str | None = None
    since: str | None = None
    words: str | None = None
    where: str | None = None
    label: str | None = None


def keys(archive: Handle, wanted: Selection) -> list[int]:
    """The keys of the articles that are wanted: in the order of the names, else as they came in.

    NotFound names the first of the names that is not there.
    """
    conn = archive.conn
    given: dict[str, Any] = {}
    conditions = " AND ".join(_conditions(wanted, given)) or "TRUE"
    conn.create_function("afterword_folded", 1, folded, deterministic=True)
    conn.create_function("afterword_key", 1, url_key, deterministic=True)
    select = f"SELECT a.id FROM articles a JOIN sites s ON s.id = a.site_id WHERE {conditions}"  # noqa: S608
    found = {key for (key,) in conn.execute(select, given)}
    if wanted.words is not None:
        found &= search.threads(conn, wanted.words)
    if wanted.where is not None:
        select = f"SELECT uid FROM threads WHERE (\n{wanted.where}\n)"  # noqa: S608 read-only
        with sql.query(archive, select) as result:
            allowed = {uid for (uid,) in result.rows}
        found &= {key for key, uid in conn.execute("SELECT id, uid FROM articles") if uid in allowed}
    return [key for key in read.keys(conn, wanted.names) if key in found]


def _conditions(wanted: Selection, given: dict[str, Any]) -> Iterator[str]:
    if wanted.site is not None:
        given["site"] = host_of(wanted.site)
        yield "s.host = :site"
    if wanted.author is not None:
        given["author"] = folded(wanted.author)
        yield f"EXISTS ({_OF_COMMENTS} AND instr(afterword_folded(c.author), :author) > 0)"
    yield from search.within("a.published", wanted.after, wanted.before, given)
    if wanted.label is not None:
        given["label"] = wanted.label
        yield f"a.id IN ({_LABELLED})"
    if wanted.since is not None:
        given["since"] = begin(wanted.since)
        yield _SINCE


_OF_COMMENTS = "SELECT 1 FROM comments c WHERE c.article_id = a.id"
_LABELLED = """
    SELECT u.article_id FROM sources w JOIN json_each(w.labels) l ON l.value = :label
    JOIN polls p ON p.source_id = w.id JOIN urls u ON u.key = afterword_key(p.url)
"""
_SINCE = f"""(
    a.first_seen_at >= :since OR a.gone_since >= :since
    OR EXISTS ({_OF_COMMENTS} AND (c.first_seen_at >= :since OR c.gone_since >= :since))
    OR EXISTS (SELECT 1 FROM article_versions v WHERE v.article_id = a.id AND v.first_seen_at >= :since)
    OR EXISTS (
        SELECT 1 FROM comments c JOIN comment_versions v ON v.comment_id = c.id
        WHERE c.article_id = a.id AND c.version_count > 1 AND v.first_seen_at >= :since
    )
)"""  # noqa: S608
