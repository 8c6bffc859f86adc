package org.pythonwasm.udf;

import java.sql.SQLException;
import java.util.List;

/** The rows of a query for a TABLE parameter. Used by one thread, once. */
public interface RowSource extends AutoCloseable {

    /** @param name in the database's spelling */
    record Column(String name, SqlType type) {}

    List<Column> columns();

    /** Goes to the next row, if there is one. */
    boolean next() throws SQLException;

    /** The value of a column of this row, from 0: null, or a value as the database has it. */
    Object get(int column) throws SQLException;

    @Override
    void close() throws SQLException;
}
