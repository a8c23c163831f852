"""What a person should look at: sources that have been dead for long, sites that lost all their threads at once."""

from collections.abc import Iterator

from sqlite_utils import Database

from scraper.times import utc

DEAD = 30 * 86400.0
"""Seconds after which a source that only fails is named."""

WINDOW = 14 * 86400.0
"""Seconds of visits that are looked at for a redesign."""

FEWEST = 3
"""Threads of a site that have to lose their comments before a redesign is the likelier cause."""

MOST_OF_THEM = 0.8

_DEAD = """
    SELECT s.url, p.failing_since FROM sources s JOIN polls p ON p.url = s.url
    WHERE NOT s.paused AND p.failing_since < ? ORDER BY p.failing_since, s.id
"""

_VISITS = """
    SELECT t.host,
        f.outcome = 'suspect' OR (o.comment_count = 0 AND EXISTS (SELECT 1 FROM observations p
            WHERE p.article_id = a.id AND p.channel = 'page' AND p.comment_count > 0)) AS lost
    FROM fetches f JOIN articles a ON a.id = f.article_id JOIN sites t ON t.id = a.site_id
        LEFT JOIN observations o ON o.id = f.observation_id
    WHERE a.comment_count + a.gone_count > 0 AND f.part_of IS NULL
        AND (f.outcome = 'suspect' OR o.channel = 'page')
        AND f.id = (SELECT max(g.id) FROM fetches g LEFT JOIN observations q ON q.id = g.observation_id
            WHERE g.article_id = a.id AND g.part_of IS NULL AND (g.outcome = 'suspect' OR q.channel = 'page'))
        AND f.fetched_at >= :since
        AND a.site_id IN (SELECT b.site_id FROM fetches g JOIN articles b ON b.id = g.article_id
            WHERE g.run_id = :run AND (g.outcome = 'suspect' OR g.observation_id IS NOT NULL))
    ORDER BY t.host, f.fetched_at
"""


def warnings(db: Database, now: float, run_id: int) -> Iterator[str]:
    """One line for each thing that a person should look at. `now`: seconds since 1970, UTC."""
    for url, since in db.conn.execute(_DEAD, [utc(now - DEAD)]):
        yield f"{url}: has failed since {since[:10]}; look whether it moved, or remove it"
    by_site: dict[str, list[bool]] = {}
    for host, lost in db.conn.execute(_VISITS, {"since": utc(now - WINDOW), "run": run_id}):
        seen = by_site.setdefault(host, [])
        if lost or any(seen):  # visits from before the first thread was lost say nothing
            seen.append(bool(lost))
    for host, seen in by_site.items():
        if sum(seen) >= FEWEST and sum(seen) >= MOST_OF_THEM * len(seen):
            yield (
                f"{host}: {sum(seen)} of the {len(seen)} threads visited last show none of their comments; "
                "was the site redesigned? `afterword inspect` shows how a page is read"
            )
