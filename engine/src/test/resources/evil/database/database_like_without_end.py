# expected: sqlite3.OperationalError or TimeoutError
# deadline: 1000 ms
import sqlite3
sqlite3.connect(":memory:").execute("SELECT ? LIKE ?", ("a" * 40000 + "b", "%a" * 20000 + "c")).fetchall()
