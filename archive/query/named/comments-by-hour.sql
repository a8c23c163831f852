-- At which hour of the day people write, as the pages state it; null where not stated.
-- :site TEXT = NULL  On this site only (its host).
SELECT iif(length(c.published) >= 16, substr(c.published, 12, 2), NULL) AS hour,
    count(*) AS comments
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE (:site IS NULL OR s.host = :site)
GROUP BY hour
ORDER BY hour NULLS LAST
