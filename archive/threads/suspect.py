"""Visits that may not show the article at all: challenge pages, login walls, error pages that say 200.

Such a visit shows a text unlike every version of the article, and none of its comments. It counts only when the
visit before or after it showed the same words: until then its bytes are kept, and nothing else.
"""

import hashlib

from archive.db.rows import Database, value
from archive.threads.columns import ArticleRow
from archive.threads.records import Recognised
from archive.threads.similarity import is_like, skeleton
from archive.values import folded
from scraper.thread import Article, Thread

REASON = "shows neither the article nor its comments; it counts when the next visit shows the same"


def is_suspect(db: Database, article: ArticleRow, page: Recognised) -> bool:
    """Whether a page read for a known article looks like another one."""
    shown = {key for key, row in page.stored.rows.items() if row.gone_since is None}
    if shown.intersection(entry.comment for entry in page.incoming) or (page.incoming and not shown):
        return False
    versions = [row for row in db.conn.execute(_VERSIONS, {"id": article.id}) if row[0] or row[1]]
    if not versions or any(_shows(page.thread.article, title, text) for title, text in versions):
        return False
    return bool(shown) or not any(_same_title(page.thread.article, title) for title, _ in versions)


def digest(thread: Thread) -> str:
    """The words of a page: digits and signs change from visit to visit."""
    words = [thread.article.title, thread.article.text, *(comment.text for comment in thread.comments)]
    letters = ("".join(filter(str.isalpha, skeleton(text))) for text in words)
    return hashlib.sha256("\n".join(letters).encode(errors="replace")).hexdigest()


def seen_beside(db: Database, article_id: int, shown: str, at: str) -> bool:
    """Whether the visit to the article before or after this one was suspect too, and showed the same words."""
    digests = "SELECT digest FROM fetches WHERE article_id = ? AND (observation_id IS NOT NULL OR outcome = 'suspect')"
    before = value(db.conn, f"{digests} AND fetched_at < ? ORDER BY fetched_at DESC, id DESC", article_id, at)
    after = value(db.conn, f"{digests} AND fetched_at > ? ORDER BY fetched_at, id", article_id, at)
    return shown in (before, after)


_VERSIONS = """
    SELECT title, text FROM articles WHERE id = :id
    UNION SELECT title, text FROM article_versions WHERE article_id = :id
"""


def _shows(seen: Article, title: str | None, text: str) -> bool:
    """Whether a page may show this version of the article. Without any words of its own only the title can tell."""
    if not skeleton(text) or (not skeleton(seen.text) and seen.title):
        return _same_title(seen, title)
    return is_like(text, seen.text)


def _same_title(seen: Article, title: str | None) -> bool:
    return folded(seen.title) == folded(title)
