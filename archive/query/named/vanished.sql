-- Comments that are gone: what they said, when they were last seen, since when they are gone.
-- :site TEXT = NULL  On this site only (its host).
-- :since TEXT = NULL  Gone since then or later, UTC.
-- :limit INTEGER = 50  At most so many rows.
SELECT c.gone_since, c.last_seen_at, s.host AS site, a.title, c.author, c.text, c.uid
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE c.gone_since IS NOT NULL AND (:since IS NULL OR c.gone_since >= :since) AND (:site IS NULL OR s.host = :site)
ORDER BY c.gone_since DESC, c.id
LIMIT :limit
