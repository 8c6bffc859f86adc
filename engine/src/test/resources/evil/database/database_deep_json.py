# expected: sqlite3.OperationalError or dies STACK_OVERFLOW
# deadline: 20000 ms
import sqlite3
database = sqlite3.connect(":memory:")
for depth in 900, 1000, 100_000:
    database.execute("SELECT json(?)", ("[" * depth + "]" * depth,)).fetchall()
