-- How long comments are, in characters, by site: average, longest, and how many have more than 1,000.
-- :site TEXT = NULL  On this site only (its host).
SELECT s.host AS site, count(*) AS comments, round(avg(length(c.text)), 1) AS average, max(length(c.text)) AS longest,
    sum(length(c.text) > 1000) AS over_1000
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE c.kind = 'comment' AND (:site IS NULL OR s.host = :site)
GROUP BY s.id
ORDER BY average DESC, s.host
