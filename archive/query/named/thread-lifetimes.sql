-- How long threads live: days from the first comment to the last, of those dated alike (with an offset, or without).
-- :site TEXT = NULL  On this site only (its host).
-- :least INTEGER = 2  Threads with at least so many dated comments.
-- :limit INTEGER = 50  At most so many rows.
WITH clocks AS (
    SELECT article_id, published_utc IS NULL AS is_local, count(*) AS dated,
        min(coalesce(published_utc, published)) AS first, max(coalesce(published_utc, published)) AS last
    FROM comments
    WHERE published_utc IS NOT NULL OR length(published) >= 16
    GROUP BY article_id, is_local
), usual AS (
    SELECT article_id, max(dated) AS dated, first, last FROM clocks GROUP BY article_id
)
SELECT s.host AS site, a.title, u.dated AS dated_comments,
    (SELECT count(*) FROM comments c WHERE c.article_id = a.id) - u.dated AS undated, u.first AS first_comment,
    u.last AS last_comment, round((unixepoch(u.last) - unixepoch(u.first)) / 86400.0, 2) AS days, a.uid
FROM usual u
JOIN articles a ON a.id = u.article_id
JOIN sites s ON s.id = a.site_id
WHERE u.dated >= :least AND (:site IS NULL OR s.host = :site)
ORDER BY days DESC, a.id
LIMIT :limit
