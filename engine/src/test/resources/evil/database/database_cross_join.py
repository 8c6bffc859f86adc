# expected: TimeoutError
# deadline: 1000 ms
import sqlite3
database = sqlite3.connect(":memory:")
database.execute("CREATE TABLE t AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000) SELECT x FROM n")
database.execute("SELECT sum(a.x * b.x % c.x) FROM t a, t b, t c, t d").fetchall()
