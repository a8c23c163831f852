-- How much the authors of the articles take part: their comments, and the threads that hold one.
-- :site TEXT = NULL  On this site only (its host).
SELECT s.host AS site, count(*) AS comments, sum(c.is_article_author) AS by_article_author,
    sum(c.is_article_author IS NULL) AS not_stated, count(DISTINCT c.article_id) AS threads,
    iif(count(c.is_article_author), count(DISTINCT iif(c.is_article_author, c.article_id, NULL)), NULL)
        AS threads_with_author
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE (:site IS NULL OR s.host = :site)
GROUP BY s.id
ORDER BY by_article_author DESC, s.host
