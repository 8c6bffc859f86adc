-- The richest customers of a country typed by hand, from a prepared statement
SELECT c_name, n_name, c_acctbal
FROM customer
JOIN nation ON n_nationkey = c_nationkey
WHERE n_name = (SELECT nearest_name(?, names) FROM known_nations)
ORDER BY c_acctbal DESC
