# expected: TimeoutError
# deadline: 1000 ms
import sqlite3
database = sqlite3.connect(":memory:")
database.set_progress_handler(None, 1)
database.set_progress_handler(len, 1)
database.set_progress_handler(lambda: 0, 1_000_000)
database.execute("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n").fetchall()
