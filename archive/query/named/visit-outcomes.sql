-- What became of the visits: how many of each outcome, by day.
-- :since TEXT = NULL  From then on, UTC.
SELECT substr(f.fetched_at, 1, 10) AS day, f.outcome, count(*) AS visits
FROM fetches f
WHERE :since IS NULL OR f.fetched_at >= :since
GROUP BY day, f.outcome
ORDER BY day, f.outcome
