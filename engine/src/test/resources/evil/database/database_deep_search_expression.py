# expected: sqlite3.OperationalError or MemoryError or dies STACK_OVERFLOW
# deadline: 20000 ms
import sqlite3
database = sqlite3.connect(":memory:")
database.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
for depth in 100, 250, 100_000:
    database.execute("SELECT * FROM t(?)", ("(" * depth + "a" + ")" * depth,)).fetchall()
