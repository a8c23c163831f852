-- Pairs that answer each other: how often each answered the other.
-- :site TEXT = NULL  On this site only (its host).
-- :limit INTEGER = 50  At most so many rows.
WITH pairs AS MATERIALIZED (
    SELECT c.author, p.author AS answered, count(*) AS answers
    FROM comments c
    JOIN comments p ON p.id = c.parent_id
    JOIN articles a ON a.id = c.article_id
    JOIN sites s ON s.id = a.site_id
    WHERE c.author <> p.author AND (:site IS NULL OR s.host = :site)
    GROUP BY c.author, p.author
)
SELECT one.author, one.answered AS other, one.answers AS answers_to_other, two.answers AS answers_from_other
FROM pairs one
JOIN pairs two ON two.author = one.answered AND two.answered = one.author
WHERE one.author < one.answered
ORDER BY one.answers + two.answers DESC, one.author, other
LIMIT :limit
