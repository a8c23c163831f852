-- How long threads live: days from the first comment to the last, of comments that state an offset.
-- :site TEXT = NULL  On this site only (its host).
-- :least INTEGER = 2  Threads with at least so many dated comments.
-- :limit INTEGER = 50  At most so many rows.
SELECT s.host AS site, a.title, count(*) AS dated_comments, min(c.published_utc) AS first_comment,
    max(c.published_utc) AS last_comment,
    round((unixepoch(max(c.published_utc)) - unixepoch(min(c.published_utc))) / 86400.0, 2) AS days, a.uid
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE +c.published_utc IS NOT NULL AND (:site IS NULL OR s.host = :site)
GROUP BY a.id
HAVING count(*) >= :least
ORDER BY days DESC, a.id
LIMIT :limit
