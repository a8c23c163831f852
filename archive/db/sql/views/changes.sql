SELECT e.at, e.what, a.uid AS thread_uid, e.comment_uid, a.title, e.author, e.version, e.text
FROM (
    SELECT a.first_seen_at AS at, 'article new' AS what, a.id AS article_id, NULL AS comment_uid,
        coalesce(v.author, a.author) AS author, NULL AS version, coalesce(v.title, a.title) AS text
    FROM articles a LEFT JOIN article_versions v
        ON v.article_id = a.id AND v.first_seen_at = a.first_seen_at AND v.superseded_by IS NULL
    GROUP BY a.id
    UNION ALL
    SELECT v.first_seen_at, 'article edited', a.id, NULL, v.author, v.version, v.title
    FROM article_versions v JOIN articles a ON a.id = v.article_id
    WHERE v.first_seen_at > a.first_seen_at AND v.superseded_by IS NULL
    UNION ALL
    SELECT gone_since, 'article gone', id, NULL, author, NULL, title
    FROM articles WHERE gone_since IS NOT NULL
    UNION ALL
    SELECT c.first_seen_at, 'comment new', c.article_id, c.uid, coalesce(v.author, c.author), NULL,
        coalesce(v.text, c.text)
    FROM comments c LEFT JOIN comment_versions v
        ON v.comment_id = c.id AND v.first_seen_at = c.first_seen_at AND v.superseded_by IS NULL
    GROUP BY c.id
    UNION ALL
    SELECT v.first_seen_at, 'comment edited', c.article_id, c.uid, v.author, v.version, v.text
    FROM comment_versions v JOIN comments c ON c.id = v.comment_id
    WHERE v.first_seen_at > c.first_seen_at AND v.superseded_by IS NULL
    UNION ALL
    SELECT gone_since, 'comment gone', article_id, uid, author, NULL, text
    FROM comments WHERE gone_since IS NOT NULL
) e
JOIN articles a ON a.id = e.article_id
