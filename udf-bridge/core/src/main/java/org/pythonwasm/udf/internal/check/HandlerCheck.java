package org.pythonwasm.udf.internal.check;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.Parameter;
import org.pythonwasm.udf.internal.define.FunctionErrors;

/** Compares a Python callable with a declaration: arity, hints, null calls. */
final class HandlerCheck {
    private static final String LIST = "list";

    private final FunctionDefinition definition;
    private final FunctionErrors errors;
    private final String name;
    private final HandlerShape shape;
    /** The number of Python's parameters before those of the declaration. */
    private final int before;

    /** @param before the number of parameters that the declaration does not have, such as an aggregate's state */
    HandlerCheck(FunctionDefinition definition, FunctionErrors errors, String name, HandlerShape shape, int before) {
        this.definition = definition;
        this.errors = errors;
        this.name = name;
        this.shape = shape;
        this.before = before;
    }

    /** Returns for each parameter whether it makes null calls. */
    List<Boolean> parameters() throws SQLException {
        int declared = definition.parameters().size();
        boolean buffers = definition.options().buffers();
        if (definition.isVariadic()) {
            checkVariadic(declared);
        } else if (!shape.takes(before + declared + (buffers ? 1 : 0))) {
            throw takes("the declaration has " + declared + ": " + definition.signature()
                    + (buffers ? "; with buffers there is one argument more, the results" : ""));
        }
        for (int i = 0; i < declared; i++) {
            checkHint(definition.parameters().get(i), parameter(i));
        }
        return IntStream.range(0, declared)
                .mapToObj(i -> isStrict(parameter(i)))
                .toList();
    }

    private void checkVariadic(int declared) throws SQLException {
        if (!shape.takesAnyFrom(before + declared - 1)) {
            throw takes("the declaration ends with VARIADIC "
                    + definition.parameters().get(declared - 1).name() + ": end its parameters with *"
                    + definition.parameters().get(declared - 1).name());
        }
    }

    private SQLException takes(String but) {
        return errors.definition("'" + name + "' takes " + shape.arity(before) + ", but " + but);
    }

    private Map<?, ?> parameter(int place) {
        return shape.parameter(before + place);
    }

    private void checkHint(Parameter parameter, Map<?, ?> python) throws SQLException {
        if (!(python.get("type") instanceof String hint)) {
            return;
        }
        var type = parameter.type();
        if (definition.options().vectorized()) {
            boolean buffers = definition.options().buffers();
            if (hint.equals(LIST) && !buffers) {
                return;
            }
            throw errors.definition("parameter " + parameter.name() + " arrives as " + (buffers ? "buffers" : LIST)
                    + ", since the function is vectorized, but the hint of '" + python.get("name") + "' says "
                    + Excerpt.of(hint));
        }
        if (!type.name().fitsParameterHint(hint)) {
            throw errors.definition("parameter " + parameter.name() + " is " + type + ", which arrives as "
                    + type.name().pythonType() + ", but the hint of '" + python.get("name") + "' says "
                    + Excerpt.of(hint));
        }
    }

    private boolean isStrict(Map<?, ?> hint) {
        return switch (definition.nullPolicy()) {
            case RETURNS_NULL -> true;
            case CALLED -> false;
            // A hint of a list does not show whether its items may be None.
            case FROM_HINTS ->
                Boolean.FALSE.equals(hint.get("optional"))
                        && !definition.options().vectorized();
        };
    }

    /** Checks a callable that returns the result, or a list of results. */
    void value() throws SQLException {
        if (shape.generator()) {
            throw errors.definition("'" + name + "' yields rows, but the declaration returns one value; use return");
        }
        String returns = shape.returnHint();
        if (returns == null) {
            return;
        }
        if (definition.options().vectorized()) {
            boolean buffers = definition.options().buffers();
            if (returns.equals(LIST) && !buffers) {
                return;
            }
            throw errors.definition(
                    (buffers ? "a function with buffers returns None" : "a vectorized function returns a list")
                            + ", but the hint of '" + name
                            + "' says it returns " + Excerpt.of(returns));
        }
        if (!definition.result().name().fitsReturnHint(returns)) {
            throw errors.definition("RETURNS " + definition.result() + " expects "
                    + definition.result().name().pythonType() + ", but the hint of '" + name
                    + "' says it returns " + Excerpt.of(returns));
        }
    }

    /** Checks a callable that returns rows. */
    void rows() throws SQLException {
        if (shape.returnHint() != null && !shape.returnHint().equals(LIST)) {
            throw errors.definition("RETURNS TABLE expects rows, but the hint of '" + name + "' says it returns "
                    + Excerpt.of(shape.returnHint()) + "; yield them");
        }
    }

    /** Checks a callable with a fixed number of arguments that do not come from SQL. */
    void arity(int arguments) throws SQLException {
        if (!shape.takes(arguments)) {
            throw errors.definition("'" + name + "' takes " + shape.arity(0) + ", but is called with " + arguments);
        }
    }
}
