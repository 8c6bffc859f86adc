# expected: any error or harmless: null
# deadline: 10000 ms
import sqlite3
database = sqlite3.connect(":memory:")
database.execute("CREATE TABLE t(x)")
database.execute("PRAGMA writable_schema=ON")
database.execute("UPDATE sqlite_schema SET rootpage = 999999, sql = 'CREATE TABLE t(' || hex(randomblob(100000)) || ')'")
copy = sqlite3.connect(":memory:")
copy.deserialize(database.serialize())
copy.execute("SELECT * FROM t").fetchall()
None
