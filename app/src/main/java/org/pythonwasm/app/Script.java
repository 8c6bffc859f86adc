package org.pythonwasm.app;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.pythonwasm.udf.PythonFunctions;

/**
 * Statements that run one after the other; the first that fails ends them.
 *
 * @param place stands in an error before the number of the line; empty for none
 */
record Script(String place, String text) {
    /** Returns false after an error, which it prints. */
    boolean run(Connection connection, Format format, PrintStream out, PrintStream err) throws IOException {
        int end = 0;
        for (String sql : PythonFunctions.split(text)) {
            int start = Math.max(end, text.indexOf(sql, end));
            end = start + sql.length();
            try (var statement = connection.createStatement()) {
                if (statement.execute(sql)) {
                    try (var rows = statement.getResultSet()) {
                        format.print(rows, out);
                    }
                }
            } catch (SQLException | RuntimeException | StackOverflowError | ExceptionInInitializerError e) {
                out.flush();
                err.println("python-wasm: " + place(start) + SqlErrors.text(e));
                return false;
            }
        }
        return true;
    }

    private String place(int start) {
        return place.isEmpty()
                ? ""
                : place + (1 + text.substring(0, start).lines().count() - (atLineStart(start) ? 0 : 1)) + ": ";
    }

    private boolean atLineStart(int start) {
        return start == 0 || text.charAt(start - 1) == '\n';
    }
}
