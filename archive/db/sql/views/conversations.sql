SELECT c.uid, a.uid AS thread_uid, s.host AS site, a.url, a.title, a.author AS article_author,
    a.published AS article_published, c.position, c.depth, p.uid AS parent_uid, p.author AS parent_author,
    c.author, c.author_url, c.is_article_author, c.published, c.published_utc, c.published_text, c.text,
    c.kind, c.state, c.permalink, c.likes, c.dislikes, c.descendants, c.version_count, c.first_seen_at,
    c.last_seen_at, c.gone_since
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
LEFT JOIN comments p ON p.id = c.parent_id
ORDER BY c.article_id, c.position
