-- How soon answers come: how many within a minute, an hour, a day, a week, later; null where not stated.
-- :site TEXT = NULL  On this site only (its host).
SELECT CASE WHEN seconds < 0 THEN 'before it' WHEN seconds < 60 THEN 'within a minute'
        WHEN seconds < 3600 THEN 'within an hour' WHEN seconds < 86400 THEN 'within a day'
        WHEN seconds < 604800 THEN 'within a week' WHEN seconds IS NOT NULL THEN 'later' END AS answered,
    count(*) AS answers
FROM replies
WHERE (:site IS NULL OR site = :site)
GROUP BY answered
ORDER BY min(seconds) NULLS LAST
