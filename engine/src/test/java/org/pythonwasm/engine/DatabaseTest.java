package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** sqlite3: what it computes, where its files are, and how its statements end. */
@Timeout(120)
class DatabaseTest {
    private static final PythonRuntime RUNTIME =
            PythonRuntime.builder().withScratchSpace("/tmp").build();
    private static final Limits SHORT = Limits.defaults().withWallTime(Duration.ofMillis(300));

    @Test
    void statements_have_their_results() {
        assertEquals(
                List.of(
                        List.of(List.of(0, 34, 1683), List.of(1, 33, 1617), List.of(2, 33, 1650)),
                        List.of("b", "a"),
                        List.of(3, "three"),
                        List.of(2.0, "[1,2]", "x"),
                        List.of("the second")),
                ScratchTest.run(RUNTIME, """
                        import sqlite3
                        database = sqlite3.connect(':memory:')
                        database.executescript('''
                            CREATE TABLE t(a INTEGER PRIMARY KEY, b INTEGER);
                            CREATE TABLE log(x, y);
                            CREATE TRIGGER changed AFTER UPDATE ON t BEGIN INSERT INTO log VALUES (NEW.a, 'three'); END;
                            CREATE VIRTUAL TABLE texts USING fts5(body);
                            INSERT INTO texts VALUES ('the first'), ('the second');
                        ''')
                        database.executemany('INSERT INTO t VALUES (?, ?)', [(i, i % 3) for i in range(100)])
                        database.create_collation('backwards', lambda a, b: (a < b) - (a > b))
                        groups = database.execute('SELECT b, count(*), sum(a) FROM t GROUP BY b').fetchall()
                        names = database.execute("SELECT * FROM (VALUES ('a'), ('b')) ORDER BY 1 COLLATE backwards").fetchall()
                        database.execute('UPDATE t SET b = 9 WHERE a = 3')
                        [[list(row) for row in groups], [name for name, in names], list(database.execute('SELECT * FROM log').fetchone()),
                         list(database.execute("SELECT sqrt(4), json('[1, 2]'), trim(' x ')").fetchone()),
                         list(database.execute("SELECT * FROM texts('second')").fetchone())]
                        """));
    }

    @Test
    void a_database_is_a_file_of_the_scratch_space_and_outlives_its_connection() {
        assertEquals(List.of(List.of("t.db", "u.db"), 3, 4), ScratchTest.run(RUNTIME, """
                import os, sqlite3
                with sqlite3.connect('/tmp/t.db') as database:
                    database.execute('CREATE TABLE t(x)')
                    database.execute('INSERT INTO t VALUES (1), (2)')
                database.close()
                database = sqlite3.connect('/tmp/t.db')
                database.execute("ATTACH '/tmp/u.db' AS u")
                database.execute('CREATE TABLE u.t AS SELECT sum(x) + 1 AS x FROM main.t')
                database.execute('INSERT INTO t VALUES (3)')
                database.rollback()
                [sorted(os.listdir('/tmp')), database.execute('SELECT sum(x) FROM main.t').fetchone()[0],
                 database.execute('SELECT x FROM u.t').fetchone()[0]]
                """));
    }

    @Test
    void connections_to_one_file_wait_for_each_other() {
        assertEquals(List.of("database is locked", 0, 1), ScratchTest.run(RUNTIME, """
                import sqlite3
                one, other = (sqlite3.connect('/tmp/t.db', timeout=0, isolation_level=None) for _ in range(2))
                one.execute('CREATE TABLE t(x)')
                one.execute('BEGIN IMMEDIATE')
                one.execute('INSERT INTO t VALUES (1)')
                try: other.execute('BEGIN IMMEDIATE')
                except sqlite3.OperationalError as error: found = [str(error)]
                found.append(other.execute('SELECT count(*) FROM t').fetchone()[0])
                one.execute('COMMIT')
                found.append(other.execute('SELECT count(*) FROM t').fetchone()[0])
                found
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATTACH '/data/new.db' AS x",
                "ATTACH '/etc/x.db' AS x",
                "ATTACH '../x.db' AS x",
                "ATTACH '/tmp/../data/x.db' AS x",
                "ATTACH 'file:///data/new.db?mode=rwc&vfs=unix-none' AS x",
                "ATTACH 'file:/data/new.db?nolock=1&immutable=0' AS x",
                "VACUUM INTO '/data/copy.db'"
            })
    void no_statement_creates_a_file_outside_of_the_scratch_space(String statement, @TempDir Path data)
            throws Exception {
        var runtime = PythonRuntime.builder()
                .withReadOnlyDirectory("/data", data)
                .withScratchSpace("/tmp")
                .build();
        assertTrue(ScratchTest.failure(runtime, """
                import sqlite3
                database = sqlite3.connect(':memory:', uri=True)
                database.execute("PRAGMA temp_store_directory = '/data'")
                database.execute("PRAGMA temp_store = 1")
                database.execute('CREATE TEMP TABLE kept AS SELECT zeroblob(1000000) AS x')
                database.execute("%s")
                database.execute('CREATE TABLE x.t(x)')
                """.formatted(statement))
                .matches("sqlite3.OperationalError: (unable to open database.*|no such vfs: .*)"));
        try (var files = Files.list(data)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void a_granted_database_can_be_read_and_not_written(@TempDir Path data) throws Exception {
        Object image = ScratchTest.run(RUNTIME, """
                import sqlite3
                database = sqlite3.connect(':memory:')
                database.execute('CREATE TABLE t AS SELECT 7 AS x')
                database.serialize()
                """);
        Files.write(data.resolve("t.db"), (byte[]) image);
        var runtime =
                PythonRuntime.builder().withReadOnlyDirectory("/data", data).build();
        assertEquals(List.of(7, "attempt to write a readonly database"), ScratchTest.run(runtime, """
                        import sqlite3
                        database = sqlite3.connect('/data/t.db')
                        found = [database.execute('SELECT x FROM t').fetchone()[0]]
                        try: database.execute('INSERT INTO t VALUES (8)')
                        except sqlite3.OperationalError as error: found.append(str(error))
                        found
                        """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
                "SELECT sum(a.x * b.x % c.x) FROM t a, t b, t c, t d",
                "DELETE FROM t WHERE (SELECT count(*) FROM t a, t b, t c) = 0",
                "SELECT hex(zeroblob(1000000)) LIKE '%' || hex(zeroblob(10000)) || 'b'",
                "SELECT instr(hex(zeroblob(2000000)), hex(zeroblob(20000)) || 'b')",
                "SELECT replace(hex(zeroblob(2000000)), hex(zeroblob(20000)) || 'b', 'c')"
            })
    void interrupts_an_endless_statement_and_keeps_serving(String statement) {
        try (var python = RUNTIME.open()) {
            python.exec("""
                    import sqlite3
                    database = sqlite3.connect(':memory:')
                    database.execute('CREATE TABLE t AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000) SELECT x FROM n')
                    """);
            python.set("statement", statement);
            python.setLimits(SHORT);
            var error =
                    assertThrows(PythonException.class, () -> python.eval("database.execute(statement).fetchall()"));
            assertEquals("TimeoutError", error.typeName());
            assertTrue(error.line() > 0, error::traceback);
            python.setLimits(Limits.defaults());
            assertEquals(2000, python.eval("database.execute('SELECT count(*) FROM t').fetchone()[0]"));
        }
    }

    @Test
    void rows_beyond_the_memory_limit_are_a_memory_error_and_the_interpreter_goes_on() {
        try (var python = RUNTIME.open(Limits.defaults().withMemoryBytes(64 << 20))) {
            var error = assertThrows(PythonException.class, () -> python.exec("""
                    import sqlite3
                    database = sqlite3.connect(':memory:')
                    database.execute('CREATE TABLE t(x)')
                    while True: database.execute('INSERT INTO t VALUES (zeroblob(1000000))')
                    """));
            assertEquals("MemoryError", error.typeName());
            assertEquals(1, python.eval("database.execute('SELECT 1').fetchone()[0]"));
        }
    }

    @Test
    void random_numbers_differ_between_interpreters_that_start_where_a_database_was_used() {
        var runtime = PythonRuntime.builder()
                .withPreparation("import sqlite3\nsqlite3.connect(':memory:').execute('SELECT random()').fetchone()")
                .build();
        String draw = "sqlite3.connect(':memory:').execute('SELECT hex(randomblob(16)), random()').fetchone()";
        assertNotEquals(ScratchTest.run(runtime, draw), ScratchTest.run(runtime, draw));
    }

    @Test
    void there_are_no_extensions() {
        assertEquals(
                "sqlite3.OperationalError: no such function: load_extension",
                ScratchTest.failure(
                        RUNTIME, "__import__('sqlite3').connect(':memory:').execute(\"SELECT load_extension('x')\")"));
        assertEquals(false, ScratchTest.run(RUNTIME, "hasattr(__import__('sqlite3').Connection, 'load_extension')"));
    }
}
