package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlContract;

/** An alias that somebody wrote by hand must not hide the others. */
class BrokenEntryTest extends SqlContract {
    BrokenEntryTest(Guest guest) {
        super(new H2Database(guest));
    }

    private static String alias(String created) throws IOException {
        return alias(created, "");
    }

    private static String alias(String created, String padding) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write((" " + created
                            + "\nCREATE FUNCTION crafted() RETURNS INTEGER LANGUAGE PYTHON AS 'def crafted(): return 1'"
                            + padding)
                    .getBytes(StandardCharsets.UTF_8));
        }
        return AliasName.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9223372036854775807", "-9223372036854775808", "99999999999999", "31556889864403199", "soon", ""
            })
    void one_with_a_time_that_is_none_is_shown_without_it(String created) throws SQLException, IOException {
        run("CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return 1'");
        run("CREATE FORCE ALIAS crafted FOR '" + alias(created) + ".call'");
        for (String query : new String[] {"SHOW PYTHON FUNCTIONS", "SELECT * FROM PYTHON_FUNCTIONS ORDER BY NAME"}) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(query)) {
                assertTrue(rows.next(), query);
                assertEquals("CRAFTED", rows.getString("NAME"));
                assertNull(rows.getTimestamp("CREATED"));
                assertTrue(rows.next(), query);
                assertEquals("F", rows.getString("NAME"));
            }
        }
    }

    /** Sixteen kilobytes may stand for as many megabytes. */
    @Test
    void one_with_a_text_of_many_megabytes_is_not_read() throws SQLException, IOException {
        run("CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return 1'");
        String name = alias("0", " ".repeat(17 << 20));
        assertTrue(name.length() < 1 << 16);
        var error = assertThrows(SQLException.class, () -> AliasName.parse(name));
        assertTrue(
                error.getMessage().startsWith("this alias names no Python function that can be read: "),
                error::getMessage);
        assertNull(AliasName.created(name));
        run("CREATE FORCE ALIAS crafted FOR '" + name + ".call'");
        assertEquals(1, value("SELECT f()"));
    }

    @Test
    void a_function_too_long_to_be_read_again_is_not_created() {
        String error = error("CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return 1"
                + " ".repeat(17 << 20) + "'");
        assertTrue(error.startsWith("54000 PythonFunction f: the statement has "), error);
    }
}
