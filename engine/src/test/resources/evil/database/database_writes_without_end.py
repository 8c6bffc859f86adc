# expected: sqlite3.OperationalError or OSError
# deadline: 60000 ms
import sqlite3
database = sqlite3.connect("/tmp/full.db")
database.execute("CREATE TABLE t(x)")
while True:
    database.execute("INSERT INTO t VALUES (zeroblob(1000000))")
    database.commit()
