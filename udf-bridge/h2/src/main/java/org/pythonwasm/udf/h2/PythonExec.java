package org.pythonwasm.udf.h2;

import java.sql.Connection;
import java.sql.SQLException;
import org.pythonwasm.udf.PythonFunctions;

/**
 * Executes statements for clients that cannot change their URL: {@code CREATE ALIAS IF NOT EXISTS PYTHON_EXEC FOR
 * 'org.pythonwasm.udf.h2.PythonExec.call'} once, then
 * {@code CALL PYTHON_EXEC('CREATE FUNCTION … LANGUAGE PYTHON AS …')}. It can do whatever the caller may do. Stateless.
 */
public final class PythonExec {
    static {
        AliasFactory.requireInstalled();
    }

    private PythonExec() {}

    /** See {@link PythonFunctions#create}. */
    public static void call(Connection connection, String statements) throws SQLException {
        PythonFunctions.create(connection, statements);
    }
}
