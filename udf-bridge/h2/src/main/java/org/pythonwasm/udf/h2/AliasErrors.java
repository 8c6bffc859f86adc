package org.pythonwasm.udf.h2;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;
import org.pythonwasm.udf.spi.SqlStates;

/** Rewrites H2's errors that show the class name of a function. */
final class AliasErrors {
    private static final Pattern CLASS_NAME =
            Pattern.compile(Pattern.quote(AliasName.PREFIX) + "[A-Za-z0-9_-]+(\\." + AliasName.METHOD + ")?");

    private AliasErrors() {}

    private static final String NOT_THERE =
            "the JVM of this database's server knows no Python functions: put python-wasm-h2 and "
                    + "what it needs on the class path of the server";

    /** Returns the error with the function's signature instead of its class name. */
    static SQLException readable(SQLException error) {
        String message = error.getMessage();
        if (error.getErrorCode() == ErrorCode.CLASS_NOT_FOUND_1 && message.contains(FunctionRows.class.getName())) {
            return new SQLException(NOT_THERE, SqlStates.NOT_SUPPORTED, error.getErrorCode(), error);
        }
        // A user who sets h2.allowedClasses has to know the class.
        if (message == null
                || !message.contains(AliasName.PREFIX)
                || error.getErrorCode() == ErrorCode.ACCESS_DENIED_TO_CLASS_1) {
            return error;
        }
        String readable =
                CLASS_NAME.matcher(message).replaceAll(found -> Matcher.quoteReplacement(signature(found.group())));
        return new SQLException(readable, error.getSQLState(), error.getErrorCode(), error);
    }

    private static String signature(String className) {
        try {
            return "Python function "
                    + AliasName.parse(Aliases.withoutMethod(className))
                            .definition()
                            .signature();
        } catch (SQLException e) {
            return "Python function";
        }
    }
}
