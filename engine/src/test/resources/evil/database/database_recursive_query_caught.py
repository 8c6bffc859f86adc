# expected: TimeoutError or dies TIMEOUT
# deadline: 1000 ms
import sqlite3
database = sqlite3.connect(":memory:")
while True:
    try:
        database.execute("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n").fetchall()
    except BaseException:
        pass
