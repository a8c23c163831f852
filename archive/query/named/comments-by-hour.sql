-- At which hour of the day people write, as the pages state it.
-- :site TEXT = NULL  On this site only (its host).
SELECT substr(c.published, 12, 2) AS hour, count(*) AS comments
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE length(c.published) >= 16 AND (:site IS NULL OR s.host = :site)
GROUP BY hour
ORDER BY hour
