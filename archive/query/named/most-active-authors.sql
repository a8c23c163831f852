-- Who wrote the most comments: by name, with threads and sites.
-- :site TEXT = NULL  On this site only (its host).
-- :limit INTEGER = 50  At most so many rows.
SELECT c.author, count(*) AS comments, count(DISTINCT c.article_id) AS threads, count(DISTINCT a.site_id) AS sites
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE c.author IS NOT NULL AND c.kind = 'comment' AND (:site IS NULL OR s.host = :site)
GROUP BY c.author
ORDER BY comments DESC, c.author
LIMIT :limit
