# expected: sqlite3.OperationalError
import sqlite3
database = sqlite3.connect(":memory:")
for name in "/etc/passwd", "../../etc/passwd", "file:/proc/self/mem?mode=ro", "/usr/local/lib/evil.db", "/evil.db":
    try:
        database.execute("ATTACH ? AS other", (name,))
        database.execute("CREATE TABLE other.t(x)")
    except sqlite3.DatabaseError:
        pass
    else:
        raise SystemExit("a database at " + name)
database.execute("VACUUM INTO '/evil.db'")
