-- How soon answers come: how many within a minute, an hour, a day, a week, later.
-- :site TEXT = NULL  On this site only (its host).
WITH answers AS (
    SELECT unixepoch(c.published_utc) - unixepoch(p.published_utc) AS seconds
    FROM comments c
    JOIN comments p ON p.id = c.parent_id
    JOIN articles a ON a.id = c.article_id
    JOIN sites s ON s.id = a.site_id
    WHERE +c.published_utc IS NOT NULL AND +p.published_utc IS NOT NULL AND (:site IS NULL OR s.host = :site)
)
SELECT CASE WHEN seconds < 0 THEN 'before it' WHEN seconds < 60 THEN 'within a minute'
        WHEN seconds < 3600 THEN 'within an hour' WHEN seconds < 86400 THEN 'within a day'
        WHEN seconds < 604800 THEN 'within a week' ELSE 'later' END AS answered, count(*) AS answers
FROM answers
GROUP BY answered
ORDER BY min(seconds)
