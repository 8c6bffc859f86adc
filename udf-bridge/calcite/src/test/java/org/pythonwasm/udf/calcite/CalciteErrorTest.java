package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.PythonFunctions;
import org.pythonwasm.udf.SqlErrorContract;

@Timeout(300)
class CalciteErrorTest extends SqlErrorContract {

    CalciteErrorTest(Guest guest) {
        super(new CalciteDatabase(guest));
    }

    /** CREATE takes names that are reserved words of Calcite's parser in quotes; DROP takes them without. */
    @ParameterizedTest
    @ValueSource(strings = {"order", "ORDER", "Value", "select"})
    void a_function_that_is_called_like_a_reserved_word_can_be_dropped(String name) throws SQLException {
        run("CREATE FUNCTION \"" + name.toUpperCase()
                + "\"(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON HANDLER 'f' AS 'def f(x): return x + 1'");
        assertEquals(1, PythonFunctions.list(connection).size());
        run("DROP FUNCTION " + name);
        assertEquals(List.of(), PythonFunctions.list(connection));
        run("DROP FUNCTION IF EXISTS " + name);
        assertEquals("42000 PythonFunction " + name + ": no such function", error("DROP FUNCTION " + name));
    }

    /** Calcite's own words; its validator gives no SQLSTATE. */
    @Override
    protected String noSuchFunction() {
        return "null Error while executing SQL \"DROP FUNCTION missing\": "
                + "From line 1, column 15 to line 1, column 21: Function 'MISSING' not found";
    }
}
