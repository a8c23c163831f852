-- The longest comments.
-- :site TEXT = NULL  On this site only (its host).
-- :limit INTEGER = 20  At most so many rows.
SELECT length(c.text) AS characters, s.host AS site, a.title, c.author, c.published, c.uid
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE (:site IS NULL OR s.host = :site)
ORDER BY characters DESC, c.id
LIMIT :limit
