SELECT o_orderkey, o_custkey, o_orderpriority, o_comment, comment_score(o_comment) AS mood
FROM orders
