-- What comments on orders of the building trade repeat, from a table function over a query
SELECT phrase, times, comments
FROM phrases(TABLE(SELECT o_comment FROM orders JOIN customer ON c_custkey = o_custkey
                   WHERE c_mktsegment = 'BUILDING'), 5)
ORDER BY times DESC, phrase
