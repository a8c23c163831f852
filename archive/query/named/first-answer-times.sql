-- How long comments waited for their first answer, by site: hours, the fastest, average and slowest.
-- :site TEXT = NULL  On this site only (its host).
WITH first_answers AS (
    SELECT p.article_id, (unixepoch(min(c.published_utc)) - unixepoch(p.published_utc)) / 3600.0 AS hours
    FROM comments c
    JOIN comments p ON p.id = c.parent_id
    WHERE +c.published_utc IS NOT NULL AND +p.published_utc IS NOT NULL
    GROUP BY p.id
)
SELECT s.host AS site, count(*) AS answered_comments, round(min(f.hours), 2) AS fastest,
    round(avg(f.hours), 2) AS average, round(max(f.hours), 2) AS slowest
FROM first_answers f
JOIN articles a ON a.id = f.article_id
JOIN sites s ON s.id = a.site_id
WHERE (:site IS NULL OR s.host = :site)
GROUP BY s.id
ORDER BY answered_comments DESC, s.host
