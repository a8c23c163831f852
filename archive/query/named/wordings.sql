-- Every wording of one comment, in the order in which they were seen.
-- :comment TEXT  The comment's uid.
SELECT v.version, v.first_seen_at, v.changed, v.author, v.text
FROM comment_versions v
JOIN comments c ON c.id = v.comment_id
WHERE c.uid = :comment AND v.superseded_by IS NULL
ORDER BY v.first_seen_at, v.version
