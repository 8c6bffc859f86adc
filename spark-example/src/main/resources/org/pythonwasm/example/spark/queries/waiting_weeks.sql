-- How many working weeks the items of an order take
SELECT working_days(o_orderdate, l_receiptdate) DIV 5 AS weeks, COUNT(*) AS items
FROM orders JOIN lineitem ON l_orderkey = o_orderkey
GROUP BY working_days(o_orderdate, l_receiptdate) DIV 5
ORDER BY weeks
