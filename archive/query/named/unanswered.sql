-- How many comments at the top level nobody answered, by site, and their share in percent.
-- :site TEXT = NULL  On this site only (its host).
SELECT s.host AS site, count(*) AS top_level, sum(c.descendants = 0) AS unanswered,
    round(100.0 * sum(c.descendants = 0) / count(*), 2) AS percent
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE c.depth = 0 AND c.kind = 'comment' AND (:site IS NULL OR s.host = :site)
GROUP BY s.id
ORDER BY percent DESC, s.host
