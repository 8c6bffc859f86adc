-- What an order costs by market segment: the mean of the middle half, from an aggregate in Python
SELECT c_mktsegment, COUNT(*) AS orders, MIN(o_totalprice) AS cheapest, MAX(o_totalprice) AS dearest,
       typical_price(o_totalprice) AS typical
FROM orders JOIN customer ON c_custkey = o_custkey
GROUP BY c_mktsegment
ORDER BY typical DESC
