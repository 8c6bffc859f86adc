-- Items that arrived later than their order's priority promised
SELECT o_orderpriority, COUNT(*) AS late, CAST(AVG(l_quantity) AS DECIMAL(9, 2)) AS mean_quantity,
       MIN(promised(o_orderdate, o_orderpriority)) AS first_promise
FROM orders JOIN lineitem ON l_orderkey = o_orderkey
WHERE l_receiptdate > promised(o_orderdate, o_orderpriority)
GROUP BY o_orderpriority
ORDER BY o_orderpriority
