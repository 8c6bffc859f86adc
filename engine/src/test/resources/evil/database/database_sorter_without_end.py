# expected: MemoryError
# deadline: 60000 ms
# memory: 48 MiB
import sqlite3
database = sqlite3.connect(":memory:")
database.execute("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000000)"
                 " SELECT x || hex(zeroblob(500)) FROM n ORDER BY 1 DESC").fetchone()
