-- How many comments at the top level nobody answered, by site, in percent. Not stated where no page shows answers.
-- :site TEXT = NULL  On this site only (its host).
WITH counted AS (
    SELECT a.site_id, count(*) AS top_level, sum(c.descendants = 0) AS unanswered, max(c.descendants) AS most
    FROM comments c
    JOIN articles a ON a.id = c.article_id
    WHERE c.depth = 0 AND c.kind = 'comment'
    GROUP BY a.site_id
)
SELECT s.host AS site, n.top_level, iif(n.most, n.unanswered, NULL) AS unanswered,
    iif(n.most, round(100.0 * n.unanswered / n.top_level, 2), NULL) AS percent
FROM counted n
JOIN sites s ON s.id = n.site_id
WHERE (:site IS NULL OR s.host = :site)
ORDER BY percent DESC, s.host
