package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.spi.FunctionStatement.Create;

class LimitCeilingsTest {

    @AfterEach
    void clear() {
        System.clearProperty(LimitCeilings.PROPERTY);
    }

    private static FunctionDefinition function(String with) throws SQLException {
        var create = (Create) StatementParser.parse(
                        "CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON " + with + " AS 'def f(): return 1'")
                .get(0);
        return create.definition();
    }

    @Test
    void what_a_statement_does_not_set_is_lowered() throws SQLException {
        var function = function("");
        System.setProperty(LimitCeilings.PROPERTY, "timeout = 10 s, MEMORY='64 MB'");
        for (var limits :
                new Limits[] {function.options().limits(), function.options().limitsOfBody()}) {
            assertEquals(Duration.ofSeconds(10), limits.wallTime());
            assertEquals(Duration.ofSeconds(10), limits.cpuTime());
            assertEquals(64 << 20, limits.memoryBytes());
            assertEquals(Limits.defaults().outputBytes(), limits.outputBytes());
        }
    }

    @Test
    void what_a_statement_sets_within_it_is_kept() throws SQLException {
        System.setProperty(LimitCeilings.PROPERTY, "timeout = 10 s");
        assertEquals(
                Duration.ofSeconds(2),
                function("WITH (timeout = '2 s')").options().limits().wallTime());
    }

    @Test
    void a_statement_that_asks_for_more_is_refused() {
        System.setProperty(LimitCeilings.PROPERTY, "timeout = 10 s, memory = 64 MB");
        var error = assertThrows(SQLException.class, () -> function("WITH (timeout = '999999999 min')"));
        assertEquals("42000", error.getSQLState());
        assertTrue(
                error.getMessage()
                        .startsWith("line 1, column 65: timeout is at most 10 s here (system property"
                                + " python-wasm.functionLimits), found '999999999 min'"),
                error::getMessage);
        assertThrows(SQLException.class, () -> function("WITH (memory = '65 MB')"));
    }

    @Test
    void a_statement_hears_of_a_malformed_property() {
        System.setProperty(LimitCeilings.PROPERTY, "nonsense");
        var error = assertThrows(SQLException.class, () -> function("WITH (timeout = '2 s')"));
        assertEquals("58000", error.getSQLState());
    }

    @Test
    void who_has_all_that_is_allowed_is_not_told_to_ask_for_more() throws SQLException {
        System.setProperty(LimitCeilings.PROPERTY, "timeout = 10 s, memory = 64 MB");
        assertFalse(function("").options().allowsMore(FunctionLimit.TIMEOUT));
        assertTrue(function("WITH (timeout = '2 s')").options().allowsMore(FunctionLimit.TIMEOUT));
        assertTrue(function("").options().allowsMore(FunctionLimit.OUTPUT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timeout          | is a list such as timeout = 10 s, memory = 64 MB; found 'timeout'
            timeout = 10 s,  | is a list such as timeout = 10 s, memory = 64 MB; found ''
            time = 10 s      | names limits: timeout, cpu_time, memory, output, value_size, recursion_depth; found 'time'
            timeout = 10 MB  | has for timeout a time such as '2 s' (units ms, s, min); found '10 mb'
            memory = 1 MB    | has for memory what a function may have (memory limit must be at least 16 MiB and below 2 GiB, got 1048576 bytes); found '1 mb'
            """)
    void another_text_is_an_error(String text, String reason) {
        System.setProperty(LimitCeilings.PROPERTY, text);
        var error = assertThrows(IllegalArgumentException.class, LimitCeilings::ofSystem);
        assertEquals("the system property python-wasm.functionLimits " + reason, error.getMessage());
    }
}
