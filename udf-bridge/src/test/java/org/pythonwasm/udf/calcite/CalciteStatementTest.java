package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.SqlStatementContract;

@Timeout(300)
class CalciteStatementTest extends SqlStatementContract {

    CalciteStatementTest() {
        super(new CalciteDatabase());
    }

    @Override
    protected String defaultSchema() {
        return "";
    }

    @Override
    protected String noSuchSchema(String schema, String function) {
        return "42000 PythonFunction " + schema + "." + function + ": no such schema";
    }

    /** Calcite has no calls with any number of arguments, so that there is a function for each number. */
    @Override
    protected int mostArguments() {
        return 32;
    }

    /** Calcite knows the functions of JDBC by this escape, and no others. */
    @Override
    @Test
    protected void an_escaped_call_is_a_call() throws SQLException {
        run("CREATE FUNCTION twice(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def twice(x): return 2 * x'");
        String error = error("SELECT {fn twice(21)} FROM (VALUES (0)) AS nothing");
        assertTrue(error.endsWith("Function '{fn TWICE}' is not defined"), error);
        assertEquals(42, value("SELECT twice({fn ABS(-21)}) FROM (VALUES (0)) AS nothing"));
    }
}
