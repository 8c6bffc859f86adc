# expected: any error or harmless: null
# deadline: 10000 ms
import sqlite3
database = sqlite3.connect(":memory:")
cursor = database.cursor()
database.create_function("close", 0, lambda: database.close())
database.create_collation("closing", lambda a, b: database.close() or 0)
for statement in "SELECT close()", "SELECT 'a' = 'b' COLLATE closing":
    try:
        cursor.execute(statement).fetchall()
    except sqlite3.Error:
        pass
None
