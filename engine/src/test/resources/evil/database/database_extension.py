# expected: AttributeError
import sqlite3
database = sqlite3.connect(":memory:")
try:
    database.execute("SELECT load_extension('/tmp/evil.so')")
except sqlite3.OperationalError:
    database.enable_load_extension(True)
