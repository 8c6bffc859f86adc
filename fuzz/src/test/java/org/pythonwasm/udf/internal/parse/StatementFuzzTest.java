package org.pythonwasm.udf.internal.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** SQL text that a client sends, which is any text. */
class StatementFuzzTest {
    @FuzzTest
    void a_statement_is_parsed_or_refused(byte[] text) {
        String sql = new String(text, StandardCharsets.UTF_8);
        for (String tried :
                new String[] {sql, "CREATE FUNCTION " + sql, "CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON " + sql
                }) {
            try {
                assertFalse(StatementParser.parse(tried).isEmpty());
            } catch (SQLException refused) {
                assertEquals(5, refused.getSQLState().length());
            }
            StatementParser.split(tried);
        }
    }
}
