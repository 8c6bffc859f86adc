package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.sql.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.SqlStatementContract;

@Timeout(300)
class H2StatementTest extends SqlStatementContract {

    H2StatementTest() {
        super(new H2Database());
    }

    @Override
    protected String defaultSchema() {
        return "PUBLIC";
    }

    /** H2's own words. */
    @Override
    protected String noSuchSchema(String schema, String function) {
        return "90079 Schema \"" + schema.toUpperCase() + "\" not found";
    }

    @Override
    protected int mostArguments() {
        return 100;
    }

    @Test
    void a_function_is_called_by_jdbcs_call() throws SQLException {
        run("CREATE FUNCTION twice(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def twice(x): return 2 * x'");
        try (var call = connection.prepareCall("{? = call twice(?)}")) {
            call.registerOutParameter(1, Types.INTEGER);
            call.setInt(2, 21);
            call.execute();
            assertEquals(42, call.getInt(1));
        }
    }
}
