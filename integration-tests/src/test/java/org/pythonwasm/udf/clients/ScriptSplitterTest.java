package org.pythonwasm.udf.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.jdbc.datasource.init.ScriptStatementFailedException;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** Spring cuts a script at every semicolon, also inside of a function's body. */
@Timeout(300)
class ScriptSplitterTest {
    private static final String SCRIPT = """
            CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
            def twice(x):
                y = x; return y + y
            $$;
            CREATE TABLE numbers AS SELECT twice(x) AS y FROM (VALUES (1), (2), (3)) AS t(x);
            """;

    private static void execute(Connection connection, String separator) {
        var script = new EncodedResource(new ByteArrayResource(SCRIPT.getBytes(StandardCharsets.UTF_8)));
        ScriptUtils.executeSqlScript(
                connection,
                script,
                false,
                false,
                ScriptUtils.DEFAULT_COMMENT_PREFIX,
                separator,
                ScriptUtils.DEFAULT_BLOCK_COMMENT_START_DELIMITER,
                ScriptUtils.DEFAULT_BLOCK_COMMENT_END_DELIMITER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2:mem:splitter", "calcite:"})
    void a_body_that_was_cut_is_an_error_that_says_so(String database) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:python-wasm:" + database)) {
            var error = assertThrows(ScriptStatementFailedException.class, () -> execute(connection, ";"));
            String message = error.getCause().getMessage();
            assertTrue(
                    message.contains("this quote is never closed; if a tool cut the script at a semicolon inside "
                            + "of it, give the tool another separator (Spring: ScriptUtils.EOF_STATEMENT_SEPARATOR)"),
                    message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2:mem:splitter", "calcite:"})
    void the_whole_script_as_one_text_is_executed(String database) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:python-wasm:" + database);
                var statement = connection.createStatement()) {
            execute(connection, ScriptUtils.EOF_STATEMENT_SEPARATOR);
            try (var rows = statement.executeQuery("SELECT SUM(y) FROM numbers")) {
                assertTrue(rows.next());
                assertEquals(12, rows.getLong(1));
            }
        }
    }
}
