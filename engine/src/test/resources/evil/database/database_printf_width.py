# expected: MemoryError or sqlite3.DataError or sqlite3.OperationalError
# memory: 64 MiB
import sqlite3
sqlite3.connect(":memory:").execute("SELECT length(printf('%.*c', 1000000000, 'x'))").fetchall()
