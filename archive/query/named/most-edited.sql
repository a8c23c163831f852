-- Comments of which the most wordings were seen.
-- :site TEXT = NULL  On this site only (its host).
-- :limit INTEGER = 50  At most so many rows.
SELECT c.version_count AS wordings, s.host AS site, a.title, c.author, c.text, c.uid
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE c.version_count > 1 AND (:site IS NULL OR s.host = :site)
ORDER BY c.version_count DESC, c.id
LIMIT :limit
