-- The mood of order comments by market segment, from a view
SELECT c_mktsegment, COUNT(*) AS orders, CAST(AVG(mood) AS DECIMAL(7, 4)) AS mean_mood,
       COUNT(*) FILTER (WHERE mood > 0) AS pleased, COUNT(*) FILTER (WHERE mood < 0) AS annoyed
FROM order_mood JOIN customer ON c_custkey = o_custkey
GROUP BY c_mktsegment
ORDER BY mean_mood
