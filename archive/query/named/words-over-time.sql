-- In how many comments words were used, by year, month or day; null where not stated.
-- :words TEXT  What to look for, in SQLite's full-text syntax: copper, copp*, "of course", copper OR iron.
-- :by TEXT = month  year, month or day.
-- :site TEXT = NULL  On this site only (its host).
SELECT iif(length(c.published) >= p.letters, substr(c.published, 1, p.letters), NULL) AS period,
    count(*) AS comments, count(DISTINCT c.author) AS authors
FROM comments_fts f
JOIN (SELECT CASE :by WHEN 'year' THEN 4 WHEN 'day' THEN 10 ELSE 7 END AS letters) p
JOIN comments c ON c.id = f.rowid
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE comments_fts MATCH :words AND (:site IS NULL OR s.host = :site)
GROUP BY period
ORDER BY period NULLS LAST
