package org.pythonwasm.udf.h2;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.SqlValueContract;

@Timeout(300)
class H2ValueTest extends SqlValueContract {

    H2ValueTest() {
        super(new H2Database());
    }

    @Override
    protected String shortBinary() {
        return "01020000";
    }

    /** H2 has no negative zero. */
    @Override
    protected double negativeZero() {
        return 0.0;
    }

    @Override
    protected Connection connectIn(String zone) throws SQLException {
        var here = connect();
        run(here, "SET TIME ZONE '" + zone + "'");
        return here;
    }
}
