-- Orders that took more than 100 working days to arrive
SELECT o_orderkey, o_orderdate, MAX(l_receiptdate) AS received,
       MAX(working_days(o_orderdate, l_receiptdate)) AS days
FROM orders JOIN lineitem ON l_orderkey = o_orderkey
WHERE working_days(o_orderdate, l_receiptdate) > 100
GROUP BY o_orderkey, o_orderdate
ORDER BY days DESC, o_orderkey
