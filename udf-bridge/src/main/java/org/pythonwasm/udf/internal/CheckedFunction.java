package org.pythonwasm.udf.internal;

import java.util.List;
import java.util.stream.IntStream;
import org.pythonwasm.engine.Signature;
import org.pythonwasm.udf.FunctionDefinition;

/**
 * A definition that Python accepted.
 *
 * @param definition its handler is present
 * @param strict whether a NULL for the parameter makes the result NULL without a call
 */
public record CheckedFunction(FunctionDefinition definition, List<Boolean> strict) {

    public CheckedFunction {
        strict = List.copyOf(strict);
    }

    Signature signature() {
        var parameters = IntStream.range(0, strict.size()).mapToObj(this::parameter).toList();
        return new Signature(parameters, definition.result().name().column());
    }

    private Signature.Parameter parameter(int place) {
        return new Signature.Parameter(definition.parameters().get(place).type().name().column(), strict.get(place));
    }

    /** Name of the script in tracebacks. */
    String fileName() {
        return "<" + definition.name() + ">";
    }
}
