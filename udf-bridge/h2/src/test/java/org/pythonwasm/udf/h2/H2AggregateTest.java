package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlAggregateContract;

@Timeout(300)
class H2AggregateTest extends SqlAggregateContract {

    H2AggregateTest(Guest guest) {
        super(new H2Database(guest));
    }

    @Override
    protected String numbers(int rows) {
        return "SELECT x FROM SYSTEM_RANGE(1, " + rows + ")";
    }

    /** H2's grammar has no call of an aggregate without arguments. */
    @Override
    @Test
    protected void an_aggregate_takes_no_argument() {
        assertEquals(
                "0A000 PythonFunction counted: H2 calls no aggregate function without arguments; "
                        + "declare a parameter",
                error(COUNTED));
    }

    @Test
    void an_aggregate_survives_closing_and_reopening_the_database(@TempDir Path directory) throws SQLException {
        String file = "h2:file:" + directory.resolve("db");
        try (var first = DriverManager.getConnection("jdbc:python-wasm:" + file)) {
            run(first, "CREATE AGGREGATE FUNCTION n(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$\n" + """
                    class n:
                        rows = 0
                        def accumulate(self, x): self.rows += 1
                        def finish(self): return self.rows
                    """ + "$$");
        }
        try (var plain = DriverManager.getConnection("jdbc:" + file)) {
            assertEquals(3, value(plain, "SELECT n(x) FROM SYSTEM_RANGE(1, 3)", Object.class));
            run(plain, "SCRIPT TO '" + directory.resolve("script.sql") + "'");
        }
        try (var copy = ((H2Database) database).plain()) {
            run(copy, "RUNSCRIPT FROM '" + directory.resolve("script.sql") + "'");
            assertEquals(4, value(copy, "SELECT n(x) FROM SYSTEM_RANGE(1, 4)", Object.class));
        }
    }

    @Test
    void a_wrong_number_of_arguments_is_named() throws SQLException {
        run("CREATE AGGREGATE FUNCTION n(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$\n" + """
                class n:
                    def accumulate(self, x): pass
                    def finish(self): return 1
                """ + "$$");
        assertEquals(
                "42000 PythonFunction n: takes 1 argument, got 2", error("SELECT n(x, x) FROM SYSTEM_RANGE(1, 4)"));
    }
}
