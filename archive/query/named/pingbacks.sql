-- Pages that linked to an article and said so: pingbacks and trackbacks.
-- :site TEXT = NULL  On this site only (its host).
-- :limit INTEGER = 50  At most so many rows.
SELECT s.host AS site, a.title, c.kind, c.author AS page, c.author_url AS address, c.published
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE c.kind <> 'comment' AND (:site IS NULL OR s.host = :site)
ORDER BY c.published DESC, c.id
LIMIT :limit
