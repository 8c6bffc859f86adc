package org.pythonwasm.udf.clients;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sqlline.SqlLine;

/** A person at the prompt of sqlline. */
@Timeout(300)
class SqlLineTest {

    private static String type(String url, String lines) throws IOException {
        var output = new ByteArrayOutputStream();
        var sqlline = new SqlLine();
        try (var print = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            sqlline.setOutputStream(print);
            sqlline.setErrorStream(print);
            var input = new ByteArrayInputStream((lines + "\n!quit\n").getBytes(StandardCharsets.UTF_8));
            sqlline.begin(
                    new String[] {
                        "-u",
                        url,
                        "-n",
                        "sa",
                        "-p",
                        "",
                        "--silent=true",
                        "--outputFormat=csv",
                        "--historyFile=target/sqlline-history"
                    },
                    input,
                    false);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:python-wasm:h2:mem:sqlline", "jdbc:python-wasm:calcite:"})
    void a_function_is_created_called_listed_and_dropped(String url) throws IOException {
        String output = type(url, """
                CREATE FUNCTION initials(name VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
                def initials(name: str) -> str:
                    words = name.split()
                    return ''.join(word[0] for word in words)
                $$;
                SELECT initials('Grace Brewster Hopper') AS answer;
                SHOW PYTHON FUNCTIONS;
                SELECT NAME, CALLS FROM PYTHON_FUNCTIONS;
                DROP FUNCTION initials;
                SELECT initials('Ada Lovelace');
                """);
        assertTrue(output.contains("'GBH'"), output);
        assertTrue(output.contains("'INITIALS','SCALAR','(name VARCHAR) RETURNS VARCHAR'"), output);
        assertTrue(output.contains("'INITIALS','1'"), output);
        assertTrue(output.toUpperCase().contains("INITIALS") && !output.contains("'AL'"), output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:python-wasm:h2:mem:sqlline", "jdbc:python-wasm:calcite:"})
    void an_error_in_python_shows_line_and_source(String url) throws IOException {
        String output = type(url, """
                CREATE FUNCTION pick(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
                def pick(x):
                    return [1, 2, 3][x]
                $$;
                SELECT pick(7);
                """);
        assertTrue(output.contains("PythonFunction pick: IndexError: list index out of range"), output);
        assertTrue(output.contains("line 2, in pick") && output.contains("return [1, 2, 3][x]"), output);
    }
}
