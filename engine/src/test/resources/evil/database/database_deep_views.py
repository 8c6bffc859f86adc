# expected: sqlite3.OperationalError or MemoryError or dies STACK_OVERFLOW
# deadline: 60000 ms
import sqlite3
database = sqlite3.connect(":memory:")
database.execute("CREATE VIEW v0 AS SELECT 1 AS x")
for i in range(3_000):
    database.execute(f"CREATE VIEW v{i + 1} AS SELECT x FROM v{i} UNION SELECT 2")
database.execute("SELECT * FROM v3000").fetchall()
