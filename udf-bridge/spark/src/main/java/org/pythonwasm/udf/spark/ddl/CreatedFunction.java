package org.pythonwasm.udf.spark.ddl;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.internal.metrics.FunctionEntry;
import org.pythonwasm.udf.spark.task.DistributedFunction;

/** A function that a statement of the session created. */
record CreatedFunction(DistributedFunction function, Instant created) implements KnownFunction {

    @Override
    public Optional<FunctionDefinition> definition() {
        return Optional.of(function.definition());
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }

    @Override
    public FunctionEntry entry() {
        return entry(function, created);
    }

    static FunctionEntry entry(DistributedFunction function, Instant created) {
        return new FunctionEntry(
                "", function.name(), function.definition(), created, function.calls(), function.errors());
    }
}
