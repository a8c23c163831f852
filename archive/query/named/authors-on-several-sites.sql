-- Authors with an address of their own that wrote on more than one site.
-- :least INTEGER = 2  On at least so many sites.
-- :limit INTEGER = 50  At most so many rows.
SELECT u.url, min(u.name) AS name, count(DISTINCT u.site_id) AS sites, group_concat(DISTINCT s.host) AS hosts
FROM authors u
JOIN sites s ON s.id = u.site_id
WHERE u.url IS NOT NULL
GROUP BY u.url
HAVING count(DISTINCT u.site_id) >= :least
ORDER BY sites DESC, u.url
LIMIT :limit
