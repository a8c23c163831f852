-- Which comment systems printed the threads: threads, comments and sites of each.
SELECT a.system, count(*) AS threads, sum(a.comment_count) AS comments, count(DISTINCT a.site_id) AS sites
FROM articles a
GROUP BY a.system
ORDER BY threads DESC, a.system
