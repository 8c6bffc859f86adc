# expected: MemoryError or sqlite3.DataError
# deadline: 60000 ms
# memory: 64 MiB
import sqlite3
text = "'xxxxxxxxxx'"
for _ in range(12):
    text = f"replace({text}, 'x', 'xxxxxxxxxx')"
sqlite3.connect(":memory:").execute("SELECT " + text).fetchall()
