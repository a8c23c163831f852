-- Articles that appeared more than once, under other titles or addresses.
SELECT a.group_id AS article, s.host AS site, a.published, a.title, a.comment_count AS comments, a.url
FROM articles a
JOIN sites s ON s.id = a.site_id
WHERE a.group_id IS NOT NULL
ORDER BY a.group_id, a.published, a.id
