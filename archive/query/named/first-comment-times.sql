-- How long each article waited for its first comment, in hours; both dates have to state an offset.
-- :site TEXT = NULL  On this site only (its host).
-- :limit INTEGER = 50  At most so many rows.
SELECT s.host AS site, a.title, a.published_utc AS article, min(c.published_utc) AS first_comment,
    round((unixepoch(min(c.published_utc)) - unixepoch(a.published_utc)) / 3600.0, 2) AS hours, a.uid
FROM articles a
JOIN sites s ON s.id = a.site_id
JOIN comments c ON c.article_id = a.id
WHERE a.published_utc IS NOT NULL AND +c.published_utc IS NOT NULL AND (:site IS NULL OR s.host = :site)
GROUP BY a.id
ORDER BY hours, a.id
LIMIT :limit
