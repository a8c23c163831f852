-- On which day of the week people write, as the pages state it; 1 is Monday.
-- :site TEXT = NULL  On this site only (its host).
SELECT (CAST(strftime('%w', substr(c.published, 1, 10)) AS INTEGER) + 6) % 7 + 1 AS weekday, count(*) AS comments
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE length(c.published) >= 10 AND (:site IS NULL OR s.host = :site)
GROUP BY weekday
ORDER BY weekday
