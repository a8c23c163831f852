-- How long each article waited for its first comment, in hours. Times without an offset are compared with such alone.
-- :site TEXT = NULL  On this site only (its host).
-- :limit INTEGER = 50  At most so many rows.
WITH clocks AS (
    SELECT article_id, published_utc IS NULL AS is_local, count(*) AS dated,
        min(coalesce(published_utc, published)) AS first, max(coalesce(published_utc, published)) AS last
    FROM comments
    WHERE published_utc IS NOT NULL OR length(published) >= 16
    GROUP BY article_id, is_local
)
SELECT s.host AS site, a.title, coalesce(a.published_utc, a.published) AS article, k.first AS first_comment,
    round((unixepoch(k.first) - unixepoch(coalesce(a.published_utc, a.published))) / 3600.0, 2) AS hours,
    (SELECT count(*) FROM comments c WHERE c.article_id = a.id) - k.dated AS undated, a.uid
FROM articles a
JOIN sites s ON s.id = a.site_id
JOIN clocks k ON k.article_id = a.id AND k.is_local = (a.published_utc IS NULL)
WHERE (a.published_utc IS NOT NULL OR length(a.published) >= 16) AND (:site IS NULL OR s.host = :site)
ORDER BY hours, a.id
LIMIT :limit
