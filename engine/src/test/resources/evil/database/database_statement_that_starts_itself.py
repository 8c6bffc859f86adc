# expected: any error or dies
# deadline: 5000 ms
import sqlite3
database = sqlite3.connect(":memory:")
database.create_function("again", 0, lambda: database.execute("SELECT again()").fetchone()[0])
database.execute("SELECT again()").fetchone()
