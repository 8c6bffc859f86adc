package org.pythonwasm.udf.calcite.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.apache.calcite.schema.FunctionParameter;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.calcite.function.DefinedFunction;
import org.pythonwasm.udf.calcite.function.PythonFunction;
import org.pythonwasm.udf.calcite.function.RelTypes;
import org.pythonwasm.udf.calcite.plan.FunctionMaker;
import org.pythonwasm.udf.internal.check.FunctionCheck;
import org.pythonwasm.udf.internal.metrics.FunctionEntry;

/** A function that a file declares; it is validated when a statement first references it. Thread-safe. */
public final class StoredFunction implements DefinedFunction {
    private final FunctionDefinition definition;
    private final Path file;
    private final FunctionDirectory directory;
    private List<PythonFunction> functions = List.of();

    StoredFunction(FunctionDefinition definition, Path file, FunctionDirectory directory) {
        this.definition = definition;
        this.file = file;
        this.directory = directory;
    }

    @Override
    public FunctionDefinition definition() {
        return definition;
    }

    Path file() {
        return file;
    }

    /** Returns none: this is the function's file, not the callable function. */
    @Override
    public List<FunctionParameter> getParameters() {
        return List.of();
    }

    /** Returns the functions that statements call: one per number of arguments. */
    public synchronized List<PythonFunction> functions() {
        try {
            if (functions.isEmpty()) {
                RelTypes.MISSING.refuse(definition);
                functions = FunctionMaker.of(
                        FunctionCheck.check(definition, directory.root(), directory.modules()),
                        directory.unquoted(),
                        created());
            }
            return functions;
        } catch (SQLException e) {
            throw new CarriedSqlException(new SQLException(file + ": " + e.getMessage(), e.getSQLState(), e));
        }
    }

    synchronized FunctionEntry entry(String schema, String name) {
        return functions.isEmpty()
                ? new FunctionEntry(schema, name, definition, created(), 0, 0)
                : functions.get(0).entry(schema, name);
    }

    /** Returns the file's time. */
    private Instant created() {
        long millis = file.toFile().lastModified();
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    synchronized void end() {
        functions.forEach(PythonFunction::end);
    }
}
