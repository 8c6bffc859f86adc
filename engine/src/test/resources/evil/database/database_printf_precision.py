# expected: MemoryError or sqlite3.DataError or sqlite3.OperationalError or harmless: null
# memory: 64 MiB
import sqlite3
sqlite3.connect(":memory:").execute("SELECT printf('%*.*f', 2000000000, 2000000000, 1e300)").fetchall() and None
