-- Threads with comments first seen since a moment: how many, and by how many names.
-- :since TEXT  The moment, UTC: 2026-11-21 or 2026-11-21T18:30:00Z.
SELECT s.host AS site, a.title, count(*) AS new_comments, count(DISTINCT c.author) AS authors,
    max(c.first_seen_at) AS seen, a.uid
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE c.first_seen_at >= :since
GROUP BY a.id
ORDER BY new_comments DESC, a.id
