-- Where a name wrote: comments, threads, the first and the last date, by site.
-- :author TEXT  The name as printed.
SELECT s.host AS site, c.author_url, count(*) AS comments, count(DISTINCT c.article_id) AS threads,
    min(c.published) AS first, max(c.published) AS last
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE c.author = :author
GROUP BY s.id, c.author_url
ORDER BY comments DESC, s.host
