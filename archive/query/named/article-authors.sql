-- How much the authors of the articles take part: their comments, and the threads that hold one.
-- :site TEXT = NULL  On this site only (its host).
SELECT s.host AS site, count(*) AS comments, sum(coalesce(c.is_article_author, 0)) AS by_article_author,
    count(DISTINCT c.article_id) AS threads,
    count(DISTINCT CASE WHEN c.is_article_author THEN c.article_id END) AS threads_with_author
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE (:site IS NULL OR s.host = :site)
GROUP BY s.id
ORDER BY by_article_author DESC, s.host
