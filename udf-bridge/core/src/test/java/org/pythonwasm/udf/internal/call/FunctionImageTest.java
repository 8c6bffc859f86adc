package org.pythonwasm.udf.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.udf.internal.check.FunctionCheck;
import org.pythonwasm.udf.internal.codec.Codecs;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.internal.session.SessionRuntimes;
import org.pythonwasm.udf.spi.DatabaseSessions;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.Interruptible;

/** The state in which a body leaves Python is the start of all sessions, and no session is in that of another. */
class FunctionImageTest {
    private final Object one = new Object();
    private final Object other = new Object();
    private final DatabaseSessions rules = new DatabaseSessions() {
        @Override
        public boolean isClosed(Object session) {
            return false;
        }

        @Override
        public void opened(Object session, Interruptible call) {}
    };

    private SessionFunction<ScalarCall> function(String options, String body) throws SQLException {
        String sql =
                "CREATE FUNCTION f(x VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON " + options + " AS $$\n" + body + "$$";
        var create = (Create) StatementParser.parse(sql).get(0);
        return SessionFunction.scalar(FunctionCheck.check(create.definition(), one), rules, Codecs.JAVA);
    }

    private static Object call(SessionFunction<ScalarCall> function, Object session, String argument)
            throws SQLException {
        return function.in(session).set(0, argument).result();
    }

    private static final String STAMP = """
            import os
            stamp = os.urandom(8).hex()
            def f(x): return stamp
            """;

    @Test
    void the_body_runs_once_for_all_sessions() throws SQLException {
        var function = function("", STAMP);
        assertEquals(call(function, one, ""), call(function, other, ""));
    }

    @Test
    void the_body_runs_in_each_session_where_the_statement_says_so() throws SQLException {
        var function = function("WITH (image = false)", STAMP);
        assertNotEquals(call(function, one, ""), call(function, other, ""));
        assertEquals(call(function, one, ""), call(function, one, ""));
    }

    @Test
    void the_body_runs_in_each_session_where_it_leaves_a_file_open() throws SQLException {
        var function = function("", STAMP + "file = open('/usr/local/lib/python313.zip', 'rb')\n");
        assertNotEquals(call(function, one, ""), call(function, other, ""));
    }

    @Test
    void a_session_has_nothing_of_the_rows_of_another() throws SQLException {
        var function = function("", """
                import gc
                seen = []
                def f(x):
                    seen.append(x)
                    return ' '.join(seen)
                """);
        assertEquals("secret", call(function, one, "secret"));
        assertEquals("secret more", call(function, one, "more"));
        assertEquals("mine", call(function, other, "mine"));
        assertEquals("secret more end", call(function, one, "end"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"random.random()", "os.urandom(8)", "uuid.uuid4()", "secrets.token_hex()"})
    void random_numbers_are_drawn_anew_in_each_session(String expression) throws SQLException {
        var function = function(
                "", "import os, random, secrets, uuid\nrandom.random()\ndef f(x): return str(" + expression + ")\n");
        var drawn = Set.of(call(function, one, ""), call(function, other, ""), call(function, new Object(), ""));
        assertEquals(3, drawn.size());
    }

    @Test
    void a_clock_and_a_digest_go_on_in_each_session() throws SQLException {
        var function = function("", """
                import hashlib, time
                began = time.time()
                digest = hashlib.sha256(b'begun')
                def f(x):
                    digest.update(x.encode())
                    return digest.hexdigest() if time.time() >= began else 'the clock went back'
                """);
        String value = "import hashlib; hashlib.sha256(b'begun%s').hexdigest()";
        try (var python = SessionRuntimes.open(one, Limits.defaults())) {
            assertEquals(python.eval(value.formatted("one")), call(function, one, "one"));
            assertEquals(python.eval(value.formatted("other")), call(function, other, "other"));
            assertEquals(python.eval(value.formatted("onemore")), call(function, one, "more"));
        }
    }

    @Test
    void the_interpreter_that_follows_a_dead_one_starts_after_the_body() throws SQLException {
        var function = function("", STAMP + """
                def f(x):
                    if x == 'die': os._exit(1)
                    return stamp
                """);
        var before = call(function, one, "");
        assertThrows(SQLException.class, () -> call(function, one, "die"));
        assertEquals(before, call(function, one, ""));
    }
}
