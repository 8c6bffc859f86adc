package org.pythonwasm.app;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** What databases say of an error, without the statement, which the person has written. */
final class SqlErrors {
    private static final Pattern H2_STATEMENT =
            Pattern.compile("(?s); SQL statement:\n.*?(?: \\[0-[0-9]+]|( \\[[0-9]+-[0-9]+]))$");
    private static final String CALCITE_STATEMENT = "Error while ";

    private SqlErrors() {}

    static String text(SQLException error) {
        Throwable told = error;
        while (told.getMessage() != null
                && told.getMessage().startsWith(CALCITE_STATEMENT)
                && told.getCause() != null
                && told.getCause().getMessage() != null) {
            told = told.getCause();
        }
        var statement = H2_STATEMENT.matcher(String.valueOf(told.getMessage()));
        return statement.replaceAll(found -> found.group(1) == null ? "" : found.group(1));
    }
}
