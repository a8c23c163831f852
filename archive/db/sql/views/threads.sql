SELECT a.uid, s.host AS site, a.url, a.title, a.author, a.published, a.published_utc, a.language, a.system,
    a.declared_count, a.comment_count, a.gone_count,
    (SELECT count(*) FROM comments c WHERE c.article_id = a.id AND c.parent_id IS NOT NULL) AS reply_count,
    (SELECT count(DISTINCT c.author) FROM comments c WHERE c.article_id = a.id) AS author_count,
    (SELECT max(c.depth) + 1 FROM comments c WHERE c.article_id = a.id) AS level_count,
    (SELECT min(c.published_utc) FROM comments c WHERE c.article_id = a.id) AS first_comment_utc,
    (SELECT max(c.published_utc) FROM comments c WHERE c.article_id = a.id) AS last_comment_utc,
    a.complete, a.incomplete_reason, a.version_count, a.first_seen_at,
    (SELECT max(f.fetched_at) FROM fetches f WHERE f.article_id = a.id) AS last_visit_at, a.gone_since,
    a.incomplete_code
FROM articles a
JOIN sites s ON s.id = a.site_id
