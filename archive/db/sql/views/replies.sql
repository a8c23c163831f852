SELECT c.uid, p.uid AS parent_uid, a.uid AS thread_uid, s.host AS site, c.author, p.author AS answered_author,
    c.is_article_author, p.is_article_author AS answered_is_article_author, c.depth, c.published_utc,
    p.published_utc AS answered_published_utc,
    unixepoch(c.published_utc) - unixepoch(p.published_utc) AS seconds
FROM comments c
JOIN comments p ON p.id = c.parent_id
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
