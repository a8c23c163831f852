-- Comments that set off the largest conversations: how many comments stand below them.
-- :site TEXT = NULL  On this site only (its host).
-- :limit INTEGER = 20  At most so many rows.
SELECT c.descendants AS comments_below, s.host AS site, a.title, c.author, c.text, c.uid
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE c.descendants > 0 AND (:site IS NULL OR s.host = :site)
ORDER BY c.descendants DESC, c.id
LIMIT :limit
