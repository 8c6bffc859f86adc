package org.pythonwasm.udf.spark.ddl;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.internal.metrics.FunctionEntry;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.task.ImportSources;
import org.pythonwasm.udf.spi.FunctionStatement.Create;

/** A function of a file, which Python validates when a statement first calls it; or the error of a file that holds none. */
final class StoredFunction implements KnownFunction {
    private final Path file;
    private final Create create;
    /** What it can import when it is validated. */
    private final Supplier<ImportSources> imports;

    private final SQLException fault;
    private DistributedFunction function;

    private StoredFunction(Path file, Create create, Supplier<ImportSources> imports, SQLException fault) {
        this.file = file;
        this.create = create;
        this.imports = imports;
        this.fault = fault;
    }

    static StoredFunction of(Path file, Create create, Supplier<ImportSources> imports) {
        return new StoredFunction(file, create, imports, null);
    }

    /** @param error names the file */
    static StoredFunction faulty(Path file, SQLException error) {
        return new StoredFunction(file, null, null, error);
    }

    @Override
    public synchronized DistributedFunction function() throws SQLException {
        if (fault != null) {
            throw fault;
        }
        if (function == null) {
            try {
                function = CreateCommand.checked(create, imports.get());
            } catch (SQLException e) {
                throw FunctionFiles.in(file, e);
            }
        }
        return function;
    }

    @Override
    public Optional<FunctionDefinition> definition() {
        return Optional.ofNullable(create).map(Create::definition);
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(file);
    }

    @Override
    public synchronized FunctionEntry entry() {
        if (function != null) {
            return CreatedFunction.entry(function, created());
        }
        return create == null
                ? FunctionEntry.faulty("", name(), fault.getMessage(), created())
                : new FunctionEntry("", create.definition().name().toString(), create.definition(), created(), 0, 0);
    }

    private String name() {
        return file.getFileName().toString();
    }

    /** Returns the file's time. */
    private Instant created() {
        long millis = file.toFile().lastModified();
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
