SELECT s.host AS site, substr(c.published, 1, 10) AS day, count(*) AS comment_count,
    count(DISTINCT c.article_id) AS thread_count, count(DISTINCT c.author) AS author_count
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE length(c.published) >= 10
GROUP BY s.host, day
