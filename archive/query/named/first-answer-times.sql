-- How long comments waited for their first answer, by site: hours, the fastest, average and slowest.
-- :site TEXT = NULL  On this site only (its host).
WITH first_answers AS (
    SELECT site, min(seconds) / 3600.0 AS hours
    FROM replies
    WHERE (:site IS NULL OR site = :site)
    GROUP BY parent_uid
)
SELECT site, count(*) AS answered_comments, count(*) - count(hours) AS not_stated, round(min(hours), 2) AS fastest,
    round(avg(hours), 2) AS average, round(max(hours), 2) AS slowest
FROM first_answers
GROUP BY site
ORDER BY answered_comments DESC, site
