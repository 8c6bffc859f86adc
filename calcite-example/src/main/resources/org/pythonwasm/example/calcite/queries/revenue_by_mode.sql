-- Revenue by ship mode, in exact decimals
SELECT l_shipmode, COUNT(*) AS items, SUM(revenue(l_extendedprice, l_discount, l_tax)) AS earned
FROM lineitem
GROUP BY l_shipmode
ORDER BY earned DESC
