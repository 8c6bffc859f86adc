# expected: MemoryError or sqlite3.DataError
# memory: 64 MiB
import sqlite3
sqlite3.connect(":memory:").execute("SELECT randomblob(900000000)").fetchall()
