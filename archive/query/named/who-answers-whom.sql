-- Who answers whom, how often, and in how many threads.
-- :site TEXT = NULL  On this site only (its host).
-- :least INTEGER = 1  Pairs with at least so many answers.
-- :limit INTEGER = 50  At most so many rows.
SELECT c.author, p.author AS answered, count(*) AS answers, count(DISTINCT c.article_id) AS threads
FROM comments c
JOIN comments p ON p.id = c.parent_id
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE c.author IS NOT NULL AND p.author IS NOT NULL AND (:site IS NULL OR s.host = :site)
GROUP BY c.author, p.author
HAVING count(*) >= :least
ORDER BY answers DESC, c.author, answered
LIMIT :limit
