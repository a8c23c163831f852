-- On which day of the week people write, as the pages state it; 1 is Monday, null where not stated.
-- :site TEXT = NULL  On this site only (its host).
SELECT iif(length(c.published) >= 10, (CAST(strftime('%w', substr(c.published, 1, 10)) AS INTEGER) + 6) % 7 + 1, NULL) AS weekday,
    count(*) AS comments
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE (:site IS NULL OR s.host = :site)
GROUP BY weekday
ORDER BY weekday NULLS LAST
