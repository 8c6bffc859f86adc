-- The comments that sound worst
SELECT o_orderkey, comment_score(o_comment) AS mood, o_comment
FROM orders
WHERE comment_score(o_comment) <= -0.5
ORDER BY comment_score(o_comment), o_orderkey
