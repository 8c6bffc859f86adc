package org.pythonwasm.udf.internal.define;

import java.util.List;
import java.util.stream.IntStream;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.TableSignature;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.internal.session.Imports;

/**
 * A definition that Python accepted.
 *
 * @param definition with its handler
 * @param strict whether a NULL for the parameter makes the result NULL without a call
 * @param imports where the packages come from that it names
 */
public record CheckedFunction(FunctionDefinition definition, List<Boolean> strict, Imports imports) {

    public CheckedFunction {
        strict = List.copyOf(strict);
    }

    /** A function whose packages are those of the session. */
    public CheckedFunction(FunctionDefinition definition, List<Boolean> strict) {
        this(definition, strict, Imports.OF_SESSION);
    }

    public CheckedFunction withImports(Imports others) {
        return new CheckedFunction(definition, strict, others);
    }

    /** @param count of arguments; those beyond the parameters belong to the VARIADIC one */
    public Signature signature(int count) {
        return new Signature(parameters(count), definition.result().name().column());
    }

    public TableSignature tableSignature(int count) {
        var columns = definition.columns().stream()
                .map(column -> new TableSignature.Column(
                        column.name(), column.type().name().column()))
                .toList();
        return new TableSignature(parameters(count), columns);
    }

    private List<Signature.Parameter> parameters(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> parameter(Math.min(i, strict.size() - 1)))
                .toList();
    }

    private Signature.Parameter parameter(int place) {
        return new Signature.Parameter(
                definition.parameters().get(place).type().name().column(), strict.get(place));
    }

    /** Returns the name of the script in tracebacks. */
    public String fileName() {
        return "<" + definition.name() + ">";
    }
}
