SELECT u.uid, s.host AS site, u.name, u.url, count(c.id) AS comment_count,
    count(DISTINCT c.article_id) AS thread_count,
    count(c.parent_id) AS replies_written,
    coalesce(sum((SELECT count(*) FROM comments r WHERE r.parent_id = c.id)), 0) AS replies_received,
    count(c.gone_since) AS gone_count, min(c.published_utc) AS first_published_utc,
    max(c.published_utc) AS last_published_utc
FROM authors u
JOIN sites s ON s.id = u.site_id
LEFT JOIN comments c ON c.author_id = u.id
GROUP BY u.id
