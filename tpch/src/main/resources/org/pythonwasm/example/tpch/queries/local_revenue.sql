-- What each Asian nation's suppliers earned from customers at home (TPC-H 5, in exact decimals)
SELECT n_name, COUNT(*) AS items, SUM(revenue(l_extendedprice, l_discount, l_tax)) AS earned
FROM region
JOIN nation ON n_regionkey = r_regionkey
JOIN supplier ON s_nationkey = n_nationkey
JOIN lineitem ON l_suppkey = s_suppkey
JOIN orders ON o_orderkey = l_orderkey
JOIN customer ON c_custkey = o_custkey AND c_nationkey = s_nationkey
WHERE r_name = 'ASIA'
GROUP BY n_name
ORDER BY earned DESC
