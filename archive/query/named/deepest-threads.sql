-- The threads whose conversation goes deepest: levels, and how many comments answer another one.
-- :site TEXT = NULL  On this site only (its host).
-- :limit INTEGER = 20  At most so many rows.
SELECT max(c.depth) + 1 AS levels, count(c.parent_id) AS answers, count(*) AS comments, s.host AS site, a.title, a.uid
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE (:site IS NULL OR s.host = :site)
GROUP BY a.id
ORDER BY levels DESC, answers DESC, a.id
LIMIT :limit
