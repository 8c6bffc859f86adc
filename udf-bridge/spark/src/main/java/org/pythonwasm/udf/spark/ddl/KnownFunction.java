package org.pythonwasm.udf.spark.ddl;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.internal.metrics.FunctionEntry;
import org.pythonwasm.udf.spark.task.DistributedFunction;

/** A function of a session. Thread-safe. */
interface KnownFunction {

    /**
     * Returns the function that Python has validated.
     *
     * @throws SQLException if Python refuses it, which only one of a file does
     */
    DistributedFunction function() throws SQLException;

    /** Returns empty if a file holds none. */
    Optional<FunctionDefinition> definition();

    /** Returns the file that has it; empty if a statement created it. */
    Optional<Path> file();

    FunctionEntry entry();
}
