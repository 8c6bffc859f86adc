# expected: harmless: null
# deadline: 120000 ms
import random, sqlite3
source = sqlite3.connect(":memory:")
source.executescript("""
    CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT, c REAL);
    CREATE INDEX i ON t(b, c);
    CREATE VIRTUAL TABLE f USING fts5(x);
    WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 300) INSERT INTO t SELECT x, 'name ' || x, x / 3.0 FROM n;
    INSERT INTO f SELECT b FROM t;
""")
image = source.serialize()
random.seed(1)
for turn in range(40):
    broken = bytearray(image)
    for _ in range(random.choice((1, 10, 300))):
        broken[random.randrange(len(broken))] = random.randrange(256)
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(bytes(broken[:random.choice((len(broken), random.randrange(len(broken))))]))
        for statement in ("PRAGMA integrity_check", "SELECT * FROM t", "SELECT b, count(*) FROM t GROUP BY b", "SELECT * FROM f('name')",
                          "UPDATE t SET b = b || 'x'", "INSERT INTO f VALUES ('a b c')", "DELETE FROM t WHERE c > 9", "VACUUM"):
            try:
                database.execute(statement).fetchmany(1000)
            except (sqlite3.Error, UnicodeDecodeError):
                pass
    except sqlite3.Error:
        pass
    database.close()
None
