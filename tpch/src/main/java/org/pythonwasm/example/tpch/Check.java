package org.pythonwasm.example.tpch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Compares values of SQL with Python and the same computation in Java. */
public sealed interface Check permits RowCheck, ResultCheck {
    String name();

    Verdict run(Connection connection) throws SQLException;

    /** Runs all of them, even after a difference; true if none differs. */
    static boolean runAll(List<Check> checks, Connection connection, Screen screen) throws SQLException {
        screen.heading("Every row against Java");
        boolean agree = true;
        for (var check : checks) {
            var verdict = check.run(connection);
            screen.line("%-4s%s: %s", verdict.agrees() ? "ok" : "BAD", check.name(), verdict.text());
            agree &= verdict.agrees();
        }
        return agree;
    }

    /**
     * The outcome of a check.
     *
     * @param text the number of rows that agree, or the first difference
     */
    record Verdict(boolean agrees, String text) {
        static Verdict agreement(long rows) {
            if (rows == 0) {
                return new Verdict(false, "neither SQL nor Java has a row to compare");
            }
            return new Verdict(true, rows + (rows == 1 ? " row agrees" : " rows agree") + " with Java");
        }

        static Verdict difference(long row, Object where, Object sql, Object java) {
            return new Verdict(false, "row " + row + " " + where + ": SQL has " + sql + ", Java has " + java);
        }
    }
}
