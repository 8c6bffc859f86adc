package org.pythonwasm.example.h2;

import java.sql.Connection;
import java.sql.SQLException;

/** Compares what SQL with Python gives with what Java gives. */
sealed interface Check permits RowCheck, ResultCheck {
    String name();

    Verdict run(Connection connection) throws SQLException;

    /** @param text how many rows agree, or the first difference */
    record Verdict(boolean agrees, String text) {
        static Verdict agreement(long rows) {
            return new Verdict(true, rows + (rows == 1 ? " row agrees" : " rows agree") + " with Java");
        }

        static Verdict difference(long row, Object where, Object sql, Object java) {
            return new Verdict(false, "row " + row + " " + where + ": SQL has " + sql + ", Java has " + java);
        }
    }
}
