# expected: sqlite3.OperationalError or MemoryError or dies STACK_OVERFLOW
# deadline: 20000 ms
import sqlite3
database = sqlite3.connect(":memory:")
for opening, closing in ("-+", "x"), ("abs(", ")"), ("NOT ", ""), ("1+(", ")"), ("CASE WHEN 1 THEN ", " END"), ("(SELECT ", ")"):
    for depth in 50, 90, 400, 900, 100_000:
        try:
            database.execute("SELECT " + opening * depth + "1" + closing * depth).fetchall()
        except sqlite3.OperationalError:
            pass
database.execute("SELECT " + "1+" * 999 + "1" + ",1" * 100).fetchall()
database.execute("SELECT " + "+".join(["1"] * 100_000))
