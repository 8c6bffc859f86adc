# expected: MemoryError
# deadline: 60000 ms
# memory: 48 MiB
import sqlite3
database = sqlite3.connect(":memory:")
database.execute("CREATE TABLE t AS WITH RECURSIVE n(x) AS (SELECT zeroblob(10000) UNION ALL SELECT x FROM n) SELECT x FROM n")
