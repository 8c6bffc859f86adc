package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** The SQL snippet of README. */
class ReadmeTest {
    @Test
    void creates_a_function_and_calls_it() throws SQLException {
        // region: readme
        Connection connection = DriverManager.getConnection("jdbc:python-wasm:h2:mem:demo");
        Statement statement = connection.createStatement();
        statement.execute("""
                CREATE FUNCTION initials(name VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
                def initials(name: str) -> str:
                    return ''.join(word[0].upper() for word in name.split())
                $$""");
        ResultSet result = statement.executeQuery("SELECT initials('grace brewster hopper')");
        // endregion
        assertTrue(result.next());
        assertEquals("GBH", result.getString(1));
        connection.close();
    }
}
