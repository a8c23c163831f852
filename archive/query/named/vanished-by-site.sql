-- How many comments are gone from each site, and what share that is, in percent.
SELECT s.host AS site, sum(a.comment_count + a.gone_count) AS comments, sum(a.gone_count) AS gone,
    round(100.0 * sum(a.gone_count) / sum(a.comment_count + a.gone_count), 2) AS percent
FROM articles a
JOIN sites s ON s.id = a.site_id
GROUP BY s.id
HAVING sum(a.comment_count + a.gone_count) > 0
ORDER BY percent DESC, s.host
