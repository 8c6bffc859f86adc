-- The share of promoted parts in each year's revenue (TPC-H 14, taxed)
SELECT sold, COUNT(*) AS items, SUM(money) AS earned,
       CAST(ROUND(100 * CAST(SUM(money) FILTER (WHERE p_type LIKE 'PROMO%') AS DOUBLE)
            / CAST(SUM(money) AS DOUBLE), 2) AS DECIMAL(5, 2)) AS promoted
FROM (SELECT EXTRACT(YEAR FROM l_shipdate) AS sold, p_type,
             revenue(l_extendedprice, l_discount, l_tax) AS money
      FROM lineitem JOIN part ON p_partkey = l_partkey)
GROUP BY sold
ORDER BY sold
