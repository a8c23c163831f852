-- Threads that are not known to be complete: why, and how many comments the page declares beyond those read.
-- :site TEXT = NULL  On this site only (its host).
SELECT s.host AS site, a.title, a.comment_count AS comments, a.declared_count AS declared,
    a.declared_count - a.comment_count AS missing, a.incomplete_reason AS reason, a.url
FROM articles a
JOIN sites s ON s.id = a.site_id
WHERE a.complete IS NOT TRUE AND (:site IS NULL OR s.host = :site)
ORDER BY missing DESC, a.id
