-- The views of an archive: the questions that most people ask. They can be remade at any time.
-- `unixepoch` needs SQLite 3.38.

CREATE VIEW conversations AS
SELECT c.uid, a.uid AS thread_uid, s.host AS site, a.url, a.title, a.author AS article_author,
    a.published AS article_published, c.position, c.depth, p.uid AS parent_uid, p.author AS parent_author,
    c.author, c.author_url, c.is_article_author, c.published, c.published_utc, c.published_text, c.text,
    c.kind, c.state, c.permalink, c.likes, c.dislikes, c.descendants, c.version_count, c.first_seen_at,
    c.last_seen_at, c.gone_since
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
LEFT JOIN comments p ON p.id = c.parent_id
ORDER BY c.article_id, c.position;

CREATE VIEW threads AS
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
JOIN sites s ON s.id = a.site_id;

CREATE VIEW changes AS
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
JOIN articles a ON a.id = e.article_id;

CREATE VIEW replies AS
SELECT c.uid, p.uid AS parent_uid, a.uid AS thread_uid, s.host AS site, c.author, p.author AS answered_author,
    c.is_article_author, p.is_article_author AS answered_is_article_author, c.depth, c.published_utc,
    p.published_utc AS answered_published_utc,
    CASE WHEN c.published_utc IS NOT NULL AND p.published_utc IS NOT NULL
            THEN unixepoch(c.published_utc) - unixepoch(p.published_utc)
        WHEN c.published_utc IS NULL AND p.published_utc IS NULL AND length(c.published) >= 16
                AND length(p.published) >= 16
            THEN unixepoch(c.published) - unixepoch(p.published) END AS seconds
FROM comments c
JOIN comments p ON p.id = c.parent_id
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id;

CREATE VIEW activity AS
SELECT s.host AS site, substr(c.published, 1, 10) AS day, count(*) AS comment_count,
    count(DISTINCT c.article_id) AS thread_count, count(DISTINCT c.author) AS author_count
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE length(c.published) >= 10
GROUP BY s.host, day;

CREATE VIEW authors_stats AS
SELECT u.uid, s.host AS site, u.name, u.url, count(c.id) AS comment_count,
    count(DISTINCT c.article_id) AS thread_count,
    count(c.parent_id) AS replies_written,
    coalesce(sum((SELECT count(*) FROM comments r WHERE r.parent_id = c.id)), 0) AS replies_received,
    count(c.gone_since) AS gone_count, min(c.published_utc) AS first_published_utc,
    max(c.published_utc) AS last_published_utc
FROM authors u
JOIN sites s ON s.id = u.site_id
LEFT JOIN comments c ON c.author_id = u.id
GROUP BY u.id;
