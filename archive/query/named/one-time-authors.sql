-- How many names wrote once only, by site, and their share in percent.
WITH counted AS (
    SELECT a.site_id, c.author, count(*) AS comments
    FROM comments c
    JOIN articles a ON a.id = c.article_id
    WHERE c.author IS NOT NULL AND c.kind = 'comment'
    GROUP BY a.site_id, c.author
)
SELECT s.host AS site, count(*) AS names, sum(n.comments = 1) AS wrote_once,
    round(100.0 * sum(n.comments = 1) / count(*), 2) AS percent
FROM counted n
JOIN sites s ON s.id = n.site_id
GROUP BY s.id
ORDER BY names DESC, s.host
