# expected: sqlite3.OperationalError or MemoryError or dies STACK_OVERFLOW
# deadline: 60000 ms
import sqlite3
database = sqlite3.connect(":memory:")
for i in range(1_500):
    database.execute(f"CREATE TABLE t{i} (x)")
for i in range(1_499):
    database.execute(f"CREATE TRIGGER g{i} AFTER INSERT ON t{i} BEGIN INSERT INTO t{i + 1} SELECT NEW.x; END")
database.execute("INSERT INTO t0 VALUES (1)")
