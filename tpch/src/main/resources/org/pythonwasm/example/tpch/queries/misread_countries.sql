-- Countries typed so badly that the nearest nation's name is not the customer's
SELECT country AS typed, nearest_name(country, names) AS nearest, n_name AS meant, COUNT(*) AS labels
FROM address_label
JOIN customer ON c_custkey = custkey
JOIN nation ON n_nationkey = c_nationkey
CROSS JOIN known_nations
WHERE nearest_name(country, names) IS DISTINCT FROM n_name
GROUP BY country, nearest_name(country, names), n_name
ORDER BY labels DESC, typed
