-- The threads with the most comments.
-- :site TEXT = NULL  On this site only (its host).
-- :limit INTEGER = 20  At most so many rows.
SELECT a.comment_count AS comments, a.gone_count AS gone, s.host AS site, a.published, a.title, a.uid
FROM articles a
JOIN sites s ON s.id = a.site_id
WHERE (:site IS NULL OR s.host = :site)
ORDER BY a.comment_count DESC, a.id
LIMIT :limit
