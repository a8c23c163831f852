"""Articles in the archive: found by address, kept with every wording."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from archive.copies import groups
from archive.db.rows import Database, Row, value
from archive.db.rows import insert as insert_row
from archive.threads.columns import ArticleColumns, ArticleRow, article_columns, found, values, worded
from archive.threads.observations import LAST
from archive.threads.similarity import is_like
from archive.threads.versions import ARTICLES, Noted, differs, number, unstated
from archive.times import published_utc, same_date
from archive.urls import is_root, site_host, trusts_canonical, url_key
from archive.values import folded, new_uid, storable
from scraper.thread import Article, Thread
from scraper.urls import normal_url
from scraper.visit.records import Visit

_CLAIMED = "UPDATE urls SET article_id = ?, kind = ? WHERE key = ? AND kind = 'canonical' AND article_id <> ?"


def find(db: Database, thread: Thread, visit: Visit | None) -> ArticleRow | None:
    """The stored article that a thread belongs to: by the addresses it was had at, else by its canonical link.

    A canonical link joins only within the site, not at its root, and where title or text agrees: a wrong join mixes
    two conversations (`archive.maintenance.split` undoes it).
    """
    for url, _ in addresses(thread, visit):
        row = by_url(db, url)
        kind = value(db.conn, "SELECT kind FROM urls WHERE key = ?", url_key(url))
        if row and (kind != "canonical" or agrees(row, thread)):
            return row
    if thread.canonical_url and trusts_canonical(thread.url, thread.canonical_url):
        row = by_url(db, thread.canonical_url)
        if row and agrees(row, thread):
            return row
    return None


def same_article(db: Database, url: str, title: str | None = None) -> str:
    """One word for all addresses of one article, also of those that look different and are known to be one."""
    known = find(db, Thread(url, article=Article(title=title)), None)
    return url_key(url) if known is None else known.uid


def agrees(article: ArticleRow, thread: Thread) -> bool:
    """Whether title or text speak for one article: a link alone may be a mistake of the site's."""
    seen = thread.article
    if seen.title and folded(seen.title) == folded(article.title):
        return True
    return bool(seen.text) and is_like(article.text, seen.text)


def load(db: Database, article_id: int) -> ArticleRow:
    """The article with this key, which has to be there."""
    return next(found(db.conn, ArticleRow, "articles WHERE id = ?", article_id))


def by_url(db: Database, url: str) -> ArticleRow | None:
    """The article known under an address."""
    known = "articles WHERE id = (SELECT article_id FROM urls WHERE key = ?)"
    return next(found(db.conn, ArticleRow, known, url_key(url)), None)


def shown_at(db: Database, url: str) -> ArticleRow | None:
    """The article that was last seen at this very address: another one of its addresses may fail for itself."""
    article = by_url(db, url)
    last = _last_shown(db, article.id) if article else None
    seen_at = {url_key(known) for known in (last["url"], last["final_url"]) if known} if last else set()
    return article if url_key(url) in seen_at else None


def _last_shown(db: Database, article_id: int, until: str = LAST) -> Row | None:
    shown = "SELECT * FROM fetches WHERE article_id = ? AND observation_id IS NOT NULL AND fetched_at <= ?"
    return next(db.query(f"{shown} ORDER BY fetched_at DESC, id DESC LIMIT 1", [article_id, until]), None)


def gone_since(db: Database, article_id: int, until: str = LAST) -> str | None:
    """The first visit that found the article gone after the last one that showed it."""
    last = _last_shown(db, article_id, until)
    select = "SELECT fetched_at FROM fetches WHERE article_id = ? AND outcome = 'gone' AND fetched_at <= ?"
    after = [last["fetched_at"], last["id"]] if last else ["", 0]
    found: str | None = value(
        db.conn, f"{select} AND (fetched_at, id) > (?, ?) ORDER BY fetched_at, id", article_id, until, *after
    )
    return found


def leads_home(visit: Visit) -> bool:
    """Whether the visit asked for a page and was led to the site's home page: so sites treat removed articles."""
    return visit.final_url is not None and is_root(visit.final_url) and not is_root(visit.url)


def addresses(thread: Thread, visit: Visit | None) -> Iterator[tuple[str, str]]:
    """The addresses that a thread was had at, each with its kind for `urls`: asked for, and where that led."""
    asked = visit.url if visit else thread.url
    final = (visit.final_url if visit else None) or thread.url
    if is_root(final) and not is_root(asked):
        # Sites send readers of a removed article to the home page: what came is the home page, not the article.
        yield final, "page"
        return
    yield asked, "page"
    for url in (*(visit.redirects if visit else ()), final, thread.url):
        if url != asked and not is_root(url):
            yield url, "redirect"


def insert(db: Database, thread: Thread, at: str, uid: str | None = None) -> ArticleRow:
    """A new article, and its site where that is new too. Returns its row."""
    row = {
        "uid": uid or new_uid(),
        "site_id": _site(db, thread, at),
        "url": storable(thread.url),
        **values(article_columns(thread)),
        "published_utc": published_utc(thread.article.published),
        "first_seen_at": at,
    }
    key = insert_row(db, "articles", row)
    groups.renew(db.conn, key)
    return load(db, key)


def add_urls(db: Database, article: ArticleRow, thread: Thread, visit: Visit | None, at: str) -> None:
    """Note every address; one that an article was had at stays there."""
    urls = list(addresses(thread, visit))
    canonical = thread.canonical_url
    if canonical and trusts_canonical(thread.url, canonical) and agrees(article, thread):
        urls.append((canonical, "canonical"))
    urls += [(part.visit.url, "comments") for part in (visit.parts if visit else ())]
    for url, kind in urls:
        if kind not in ("canonical", "comments"):  # what a page only claimed gives way to what is there
            db.conn.execute(_CLAIMED, [article.id, kind, url_key(url), article.id])
        add_url(db, article.id, normal_url(url), kind, at)


def add_url(db: Database, article_id: int, url: str, kind: str, at: str) -> None:
    """Note one address, unless it is known."""
    insert = "INSERT OR IGNORE INTO urls (key, url, article_id, kind, first_seen_at) VALUES (?, ?, ?, ?, ?)"
    db.conn.execute(insert, [url_key(url), url, article_id, kind, at])


def version_for(db: Database, article: ArticleRow, seen: ArticleColumns, note: Noted) -> tuple[int | None, bool]:
    """The version of the article that a visit shows (None where it shows no article), and whether it is new."""
    if all(unstated(getattr(seen, name)) for name in ARTICLES.wording):
        return None, False
    return number(db, ARTICLES, article, seen, note)


def update(db: Database, article: ArticleRow, different: Mapping[str, Any]) -> ArticleRow:
    """Write what really differs, and nothing else. Returns the row as it is now."""
    different = {name: value for name, value in different.items() if getattr(article, name) != value}
    if not different:
        return article
    now = replace(article, **different)
    if "published" in different:
        different["published_utc"] = published_utc(now.published)
    db.table("articles").update(article.id, different)
    if not different.keys().isdisjoint(("title", "text")):
        groups.renew(db.conn, article.id)
    return now


def refreshed(article: ArticleRow, seen: ArticleColumns) -> Row:
    """The columns that the newest visit puts in place without an edit: whatever it states.

    A date that says less than the one known does not take its place.
    """
    fresh = {name: value for name, value in values(seen).items() if not unstated(value)}
    known, date = article.published, fresh.get("published")
    if known and date and same_date(known, date) and len(date) <= len(known):
        del fresh["published"]
    return fresh


def lacking(article: ArticleRow, seen: ArticleColumns) -> Row:
    """What an older visit states and no later one does."""
    stated = values(seen).items()
    return {name: value for name, value in stated if unstated(getattr(article, name)) and not unstated(value)}


def only_lacking(article: ArticleRow, seen: ArticleColumns) -> ArticleColumns:
    """What is stated, without what is known otherwise: another channel than the page has no say in that."""

    def says(name: str, value: Any) -> bool:
        known = getattr(article, name)
        return unstated(known) or (name in ARTICLES.wording and not differs(name, known, value))

    return worded(ArticleColumns, {name: value for name, value in values(seen).items() if says(name, value)})


def _site(db: Database, thread: Thread, at: str) -> int:
    host = site_host(thread.url)
    known = next(db.query("SELECT id, name FROM sites WHERE host = ?", [host]), None)
    if known is None:
        row = {"uid": new_uid(), "host": host, "name": thread.site, "first_seen_at": at}
        return insert_row(db, "sites", row)
    if known["name"] is None and thread.site is not None:
        db.table("sites").update(known["id"], {"name": thread.site})
    return int(known["id"])
