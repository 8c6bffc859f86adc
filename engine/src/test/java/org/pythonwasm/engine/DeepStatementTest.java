package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SQLite makes code by recursion over what a statement nests: where the stack ends, the statement fails and the interpreter goes on. */
@Timeout(300)
class DeepStatementTest {
    private static final PythonRuntime RUNTIME = PythonRuntime.shared();
    /** 250 views upon each other take 16 s, and more than a minute beside other work. */
    private static final Limits LIMITS = Limits.defaults().withWallTime(Duration.ofMinutes(4));

    private static final List<Integer> STACK_KILOBYTES = List.of(1024, 2048);

    /** Each a function of a depth to statements, of which the last has rows. */
    private static final List<String> DEEP = List.of(
            "lambda n: ['SELECT ' + '-+' * n + 'x FROM t']",
            "lambda n: ['SELECT ' + 'abs(' * n + 'x' + ')' * n + ' FROM t']",
            "lambda n: ['SELECT ' + 'NOT ' * n + 'x FROM t']",
            "lambda n: ['SELECT ' + '1+(' * n + 'x' + ')' * n + ' FROM t']",
            "lambda n: ['SELECT ' + '+'.join(['x'] * n) + ' FROM t']",
            "lambda n: ['SELECT ' + 'x COLLATE NOCASE = (' * n + 'x' + ')' * n + ' FROM t']",
            "lambda n: ['SELECT ' + 'CASE WHEN x THEN ' * n + 'x' + ' END' * n + ' FROM t']",
            "lambda n: ['SELECT ' + 'CASE WHEN ' * n + 'x' + ' THEN 1 END' * n + ' FROM t']",
            "lambda n: ['SELECT ' + 'x BETWEEN 1 AND (' * n + 'x' + ')' * n + ' FROM t']",
            "lambda n: ['SELECT ' + 'x IN (1, ' * n + 'x' + ')' * n + ' FROM t']",
            "lambda n: ['SELECT ' + 'x IN (SELECT ' * n + 'x' + ')' * n + ' FROM t']",
            "lambda n: ['SELECT ' + '(x, 1) = (SELECT 1, ' * n + 'x' + ')' * n + ' FROM t']",
            "lambda n: ['SELECT ' + '(SELECT ' * n + 'x' + ')' * n + ' FROM t']",
            "lambda n: ['SELECT ' + 'EXISTS (SELECT 1 WHERE ' * n + 'x' + ')' * n + ' FROM t']",
            "lambda n: ['SELECT * FROM ' + '(SELECT * FROM ' * n + 't' + ')' * n]",
            "lambda n: ['SELECT * FROM ' + '(' * n + 't' + ')' * n]",
            "lambda n: ['SELECT * FROM t WHERE ' + ' AND '.join(['x > 0'] * n)]",
            "lambda n: ['SELECT * FROM t WHERE ' + ' OR '.join(['x = 1'] * n)]",
            "lambda n: ['SELECT * FROM t WHERE ' + ' OR '.join(f'x > {i} AND y < {i}' for i in range(n))]",
            "lambda n: ['SELECT * FROM t WHERE ' + '(x = 1 AND (y = 2 OR ' * n + 'x' + '))' * n]",
            "lambda n: ['SELECT * FROM t WHERE ' + '(x = 1 OR (y = 2 AND ' * n + 'x' + '))' * n]",
            "lambda n: ['SELECT * FROM t LEFT JOIN t u ON ' + ' AND '.join(['t.x = u.x'] * n)]",
            "lambda n: ['SELECT * FROM t LEFT JOIN t u ON ' + '+'.join(['t.x'] * n) + ' = u.x']",
            "lambda n: ['SELECT x FROM t ORDER BY ' + '+'.join(['x'] * n)]",
            "lambda n: ['SELECT count(*) FROM t GROUP BY ' + '+'.join(['x'] * n) + ' HAVING ' + ' AND '.join(['x'] * n)]",
            "lambda n: ['SELECT sum(' + '+'.join(['x'] * n) + ') OVER (ORDER BY ' + '- ' * (n // 2) + 'x) FROM t']",
            "lambda n: [' UNION '.join(['SELECT x FROM t'] * n)]",
            "lambda n: [' UNION ALL '.join(['SELECT x FROM t'] * n) + ' ORDER BY 1']",
            "lambda n: ['SELECT * FROM (' + ' UNION '.join(['SELECT x FROM t'] * n) + ') WHERE ' + ' AND '.join(['x'] * n)]",
            "lambda n: ['VALUES ' + ', '.join(['(1)'] * n) + ' UNION SELECT x FROM t ORDER BY 1 COLLATE NOCASE']",
            "lambda n: ['WITH ' + ', '.join(['c0 AS (SELECT * FROM t)'] + [f'c{i + 1} AS (SELECT * FROM c{i})' for i in range(n)]) + f' SELECT * FROM c{n}']",
            "lambda n: ['CREATE VIEW v0 AS SELECT x FROM t', *(f'CREATE VIEW v{i + 1} AS SELECT x FROM v{i}' for i in range(n)), f'SELECT * FROM v{n}']",
            "lambda n: ['CREATE VIEW v0 AS SELECT x FROM t', *(f'CREATE VIEW v{i + 1} AS SELECT x FROM v{i} UNION SELECT 2' for i in range(n)), f'SELECT * FROM v{n}']",
            "lambda n: [*(f'CREATE TABLE t{i}(x)' for i in range(n + 1)), *(f'CREATE TRIGGER g{i} AFTER INSERT ON t{i} BEGIN INSERT INTO t{i + 1} SELECT NEW.x; END' for i in range(n)), 'INSERT INTO t0 VALUES (1)', f'SELECT * FROM t{n}']",
            "lambda n: ['PRAGMA foreign_keys = ON', 'CREATE TABLE t0(x PRIMARY KEY)', *(f'CREATE TABLE t{i + 1}(x PRIMARY KEY REFERENCES t{i}(x) ON DELETE CASCADE)' for i in range(n)), 'DELETE FROM t0', 'SELECT 1']",
            "lambda n: ['CREATE TABLE g(c0, ' + ', '.join(f'c{i + 1} AS (c{i} + 1)' for i in range(n)) + ')', 'INSERT INTO g(c0) VALUES (1)', f'SELECT c{n} FROM g']",
            "lambda n: ['CREATE TABLE k(x CHECK (' + '+'.join(['x'] * n) + '))', 'INSERT INTO k VALUES (1)', 'SELECT * FROM k']",
            "lambda n: ['CREATE INDEX i ON t(' + '+'.join(['x'] * n) + ')', 'SELECT * FROM t WHERE ' + '+'.join(['x'] * n) + ' = 1']",
            "lambda n: ['CREATE INDEX i ON t(x) WHERE ' + ' AND '.join(['x > 0'] * n), 'SELECT * FROM t WHERE ' + ' AND '.join(['x > 0'] * n)]",
            "lambda n: ['CREATE TABLE w(' + ', '.join(f'c{i}' for i in range(n)) + ')', 'CREATE INDEX i ON w(' + ', '.join(f'c{i}' for i in range(n)) + ')', 'SELECT 1 FROM w WHERE ' + ' AND '.join(f'c{i} = 1' for i in range(n))]",
            "lambda n: ['CREATE TABLE u(x PRIMARY KEY)', 'CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO u VALUES (1)' + ' ON CONFLICT(x) DO UPDATE SET x = 1' * n + '; END', 'INSERT INTO t VALUES (1, 2)', 'SELECT 1']",
            "lambda n: ['ALTER TABLE t RENAME TO s', 'CREATE VIEW v AS SELECT ' + '+'.join(['x'] * n) + ' FROM s', 'ALTER TABLE s RENAME COLUMN x TO z', 'SELECT 1']",
            "lambda n: ['DROP TABLE IF EXISTS s', 'CREATE TABLE s(x DEFAULT (' + '-+' * n + '1))', 'INSERT INTO s DEFAULT VALUES', 'SELECT * FROM s']",
            "lambda n: [\"SELECT json('\" + '[' * n + ']' * n + \"')\"]",
            "lambda n: [\"SELECT json('\" + '{\"a\":' * n + '1' + '}' * n + \"')\"]",
            "lambda n: [\"SELECT json(jsonb('\" + '[' * n + ']' * n + \"'))\"]",
            "lambda n: [\"SELECT json_pretty('\" + '[' * n + ']' * n + \"')\"]",
            "lambda n: [\"SELECT json_valid(x'\" + blob(n).hex() + \"', 8), json(x'\" + blob(n).hex() + \"')\"]",
            "lambda n: [\"SELECT count(*) FROM json_tree(x'\" + blob(n).hex() + \"')\"]",
            "lambda n: [\"SELECT json_extract('\" + '[' * n + ']' * n + \"', '$\" + '[0]' * n + \"')\"]",
            "lambda n: [\"SELECT json_set('{}', '$\" + '.a' * n + \"', 1)\"]",
            "lambda n: [\"SELECT json_patch('\" + '{\"a\":' * n + '1' + '}' * n + \"', '\" + '{\"a\":' * n + '2' + '}' * n + \"')\"]",
            "lambda n: [\"SELECT '\" + 'a' * n + \"' LIKE '\" + '%a' * n + \"'\"]",
            "lambda n: [\"SELECT '\" + 'a' * n + \"' GLOB '\" + '*?' * n + \"b'\"]",
            "lambda n: ['CREATE VIRTUAL TABLE f USING fts5(x)', \"INSERT INTO f VALUES ('a b')\", \"SELECT * FROM f('\" + '(' * n + 'a' + ')' * n + \"')\"]",
            "lambda n: ['CREATE VIRTUAL TABLE f USING fts5(x)', \"INSERT INTO f VALUES ('a b')\", \"SELECT * FROM f('\" + ' NOT '.join(['a'] * n) + \"')\"]",
            "lambda n: ['CREATE VIRTUAL TABLE f USING fts5(x)', \"INSERT INTO f VALUES ('a b')\", \"SELECT * FROM f('\" + '(a AND (b OR ' * n + 'a' + '))' * n + \"')\"]");

    static Stream<Arguments> everyStatementOnEveryStack() {
        return STACK_KILOBYTES.stream().flatMap(size -> DEEP.stream().map(statement -> Arguments.of(size, statement)));
    }

    @ParameterizedTest
    @MethodSource("everyStatementOnEveryStack")
    void a_statement_that_is_nested_too_deeply_is_an_error_of_the_database(int kilobytes, String statements)
            throws Exception {
        onThread(kilobytes, () -> {
            try (var python = RUNTIME.open(LIMITS)) {
                Object shallow = python.eval("""
                        import sqlite3
                        def blob(n):
                            data = b''
                            for _ in range(n):
                                size = len(data)
                                data = (bytes([size << 4 | 11]) if size < 12 else b'\\xcb' + bytes([size]) if size < 256
                                        else b'\\xdb' + size.to_bytes(2, 'big') if size < 65536
                                        else b'\\xeb' + size.to_bytes(4, 'big')) + data
                            return data
                        def attempt(n):
                            with sqlite3.connect(':memory:') as database:
                                database.execute('CREATE TABLE t(x, y)')
                                database.execute('INSERT INTO t VALUES (1, 2)')
                                try:
                                    *before, last = statements(n)
                                    for one in before: database.execute(one)
                                    database.execute(last).fetchall()
                                    return 'ok'
                                except sqlite3.Error as error:
                                    return type(error).__name__ + ': ' + str(error)
                        statements = %s
                        attempt(8)
                        """.formatted(statements));
                assertEquals("ok", shallow);
                Object deep = python.eval("[attempt(n) for n in (60, 250)]");
                assertEquals(
                        1,
                        python.eval("sqlite3.connect(':memory:').execute('SELECT 1').fetchone()[0]"),
                        () -> deep + "");
                assertTrue(
                        ((List<?>) deep).stream().allMatch(one -> one.equals("ok") || ((String) one).contains("Error")),
                        () -> deep + "");
            }
            return null;
        });
    }

    private static void onThread(int stackKilobytes, Callable<?> action) throws Exception {
        var task = new FutureTask<>(action);
        var thread = new Thread(null, task, "deep statements", stackKilobytes * 1024L);
        thread.start();
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
