-- How many comments each month brought, by the dates stated; null where not stated.
-- :site TEXT = NULL  On this site only (its host).
SELECT iif(length(c.published) >= 7, substr(c.published, 1, 7), NULL) AS month,
    count(*) AS comments, count(DISTINCT c.article_id) AS threads
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE (:site IS NULL OR s.host = :site)
GROUP BY month
ORDER BY month NULLS LAST
