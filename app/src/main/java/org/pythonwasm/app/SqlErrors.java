package org.pythonwasm.app;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** What databases say of an error, without the statement, which the person has written. */
final class SqlErrors {
    private static final Pattern H2_STATEMENT =
            Pattern.compile("(?s); SQL statement:\n.*?(?: \\[0-[0-9]+]|( \\[[0-9]+-[0-9]+]))$");
    private static final String CALCITE_STATEMENT = "Error while ";

    private SqlErrors() {}

    /** @param error also of a database that throws what JDBC has no name for, such as Calcite's constants that divide by zero */
    static String text(Throwable error) {
        if (error instanceof StackOverflowError) {
            return "the statement nests too deep";
        }
        if (error instanceof SQLException sql) {
            return text(sql);
        }
        return String.valueOf(error.getCause() == null ? error : error.getCause());
    }

    private static String text(SQLException error) {
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
