package org.pythonwasm.udf;

import java.sql.Connection;
import java.sql.SQLException;

/** A database under test, and how it writes what SQL's dialects write differently. */
public interface Database {

    /** For messages. */
    String name();

    /** Where the functions of its connections run. */
    Guest guest();

    /** A new connection through the python-wasm driver; where the database allows, all see the same functions. */
    Connection connect() throws SQLException;

    /** Whether two connections see the same functions. */
    boolean isShared();

    /** A message without what the database puts behind it. */
    String own(String message);

    /** A call of a table function behind FROM. */
    String from(String call);

    /** The argument of a TABLE parameter. */
    String query(String sql);

    /** A query of one row that is computed when it is executed. */
    String one(String expression);

    /** Whether the database has values of a type. */
    boolean has(SqlTypeName type);

    /** Digits of a second. */
    int timeDigits();

    /** An expression for a JSON text. */
    String json(String text);

    /** Whether the database can cast a ROW, or an array of arrays, with a NULL number or array inside. */
    boolean castsNullsInside();

    /** Whether the interpreter of a call that failed takes the next one. */
    default boolean goesOnAfterErrors() {
        return true;
    }

    /** Whether a TIMESTAMP WITH TIME ZONE has an offset of its own, and is not an instant that is shown in the session's zone, UTC. */
    default boolean keepsOffsets() {
        return true;
    }
}
