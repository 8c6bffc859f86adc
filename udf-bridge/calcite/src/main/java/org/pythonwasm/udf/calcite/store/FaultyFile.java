package org.pythonwasm.udf.calcite.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.internal.metrics.FunctionEntry;

/**
 * A file that holds no function. It is listed with its error, and stops only statements that call a function of that
 * name.
 *
 * @param error names the file
 */
record FaultyFile(Path file, SQLException error) {

    FunctionEntry entry(String schema, String name) {
        long millis = file.toFile().lastModified();
        return FunctionEntry.faulty(
                schema, name, error.getMessage(), millis == 0 ? null : Instant.ofEpochMilli(millis));
    }

    CarriedSqlException raised() {
        return new CarriedSqlException(new SQLException(error.getMessage(), error.getSQLState(), error));
    }
}
