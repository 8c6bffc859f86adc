package org.pythonwasm.udf.calcite.ddl;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.util.NameMultimap;
import org.pythonwasm.udf.calcite.function.PythonFunction;

/**
 * Removes Python functions from a schema. {@link CalciteSchema#removeFunction} forgets functions without parameters
 * only.
 */
final class FunctionRemoval {
    private static final VarHandle FUNCTIONS;

    static {
        try {
            FUNCTIONS = MethodHandles.privateLookupIn(CalciteSchema.class, MethodHandles.lookup())
                    .findVarHandle(CalciteSchema.class, "functionMap", NameMultimap.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private FunctionRemoval() {}

    /** Removes the name's Python functions and ends them, even for statements that were prepared before. */
    @SuppressWarnings("unchecked")
    static void remove(CalciteSchema schema, String name) {
        var functions = (NameMultimap<CalciteSchema.FunctionEntry>) FUNCTIONS.get(schema);
        for (var entry : List.copyOf(functions.map().getOrDefault(name, List.of()))) {
            if (entry.getFunction() instanceof PythonFunction function) {
                function.end();
                functions.remove(name, entry);
                forgetWithoutParameters(schema, name, function);
            }
        }
    }

    /** Calcite keeps these in a second map. */
    private static void forgetWithoutParameters(CalciteSchema schema, String name, PythonFunction function) {
        if (function.getParameters().isEmpty()) {
            schema.removeFunction(name);
        }
    }
}
