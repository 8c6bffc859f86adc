package org.pythonwasm.udf.internal;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.FunctionKind;
import org.pythonwasm.udf.NullPolicy;
import org.pythonwasm.udf.Parameter;

/**
 * Runs a function's body in an interpreter of its own and holds it against the declaration, before anything is
 * created.
 */
public final class FunctionCheck {
    /** What the engine takes, see {@link org.pythonwasm.engine.Signature}. */
    private static final int MAXIMUM_PARAMETERS = 100;

    private final FunctionDefinition definition;
    private final FunctionErrors errors;

    private FunctionCheck(FunctionDefinition definition) {
        this.definition = definition;
        this.errors = new FunctionErrors(definition.name());
    }

    /**
     * The definition with its handler and null calls resolved.
     *
     * @throws SQLException the body fails, or does not fit the declaration; 0A000 for what is not supported yet
     */
    public static CheckedFunction check(FunctionDefinition definition) throws SQLException {
        var check = new FunctionCheck(definition);
        check.refuseWhatIsMissing();
        // The function's own timeout is that of a call; running the body may take longer.
        var limits = definition.options().limits().withWallTime(Limits.defaults().wallTime());
        try (var python = PythonRuntime.shared().open(limits)) {
            return check.run(python);
        } catch (PythonException e) {
            throw check.errors.raised(e);
        } catch (GuestDiedException e) {
            throw check.errors.died(e);
        }
    }

    private void refuseWhatIsMissing() throws SQLException {
        if (definition.kind() != FunctionKind.SCALAR) {
            throw notYet(definition.kind() == FunctionKind.TABLE ? "RETURNS TABLE" : "AGGREGATE FUNCTION");
        }
        for (var parameter : definition.parameters()) {
            if (parameter.variadic()) {
                throw notYet("VARIADIC");
            }
            if (parameter.defaultLiteral().isPresent()) {
                throw notYet("DEFAULT of parameter " + parameter.name());
            }
        }
        if (definition.options().vectorized()) {
            throw notYet("vectorized = true");
        }
        if (definition.parameters().size() > MAXIMUM_PARAMETERS) {
            throw errors.definition("at most " + MAXIMUM_PARAMETERS + " parameters are supported, got "
                    + definition.parameters().size());
        }
    }

    private SQLException notYet(String what) {
        return errors.notSupported("not supported yet: " + what);
    }

    private CheckedFunction run(PythonInterpreter python) throws SQLException {
        python.eval(definition.body(), "<" + definition.name() + ">");
        for (String candidate : candidates()) {
            var handler = HandlerShape.of(python, candidate);
            if (handler.callable()) {
                return new CheckedFunction(definition.withHandler(candidate), compare(candidate, handler));
            }
        }
        String handler = candidates().get(0);
        throw errors.definition("the body defines no function '" + handler
                + "'; define it, or name another one with HANDLER '…'");
    }

    /** An unquoted SQL name has no case of its own, so that ADD_TAX may mean add_tax. */
    private List<String> candidates() {
        if (definition.handler().isPresent()) {
            return List.of(definition.handler().get());
        }
        var name = definition.name().name();
        String lower = name.text().toLowerCase(Locale.ROOT);
        return name.quoted() || lower.equals(name.text()) ? List.of(name.text()) : List.of(name.text(), lower);
    }

    private List<Boolean> compare(String handler, HandlerShape shape) throws SQLException {
        if (shape.generator()) {
            throw errors.definition("'" + handler + "' yields rows, but the declaration returns one value; use return");
        }
        int declared = definition.parameters().size();
        if (!shape.takes(declared)) {
            throw errors.definition("'" + handler + "' takes " + shape.arity() + ", but the declaration has " + declared
                    + ": " + definition.signature());
        }
        String returns = shape.returnHint();
        if (returns != null && !definition.result().name().fitsReturnHint(returns)) {
            throw errors.definition("RETURNS " + definition.result() + " expects "
                    + definition.result().name().pythonType() + ", but the hint of '" + handler
                    + "' says it returns " + returns);
        }
        for (int i = 0; i < declared; i++) {
            compareHint(definition.parameters().get(i), shape.parameter(i));
        }
        return IntStream.range(0, declared).mapToObj(i -> strict(shape.parameter(i))).toList();
    }

    private void compareHint(Parameter parameter, Map<?, ?> python) throws SQLException {
        var type = parameter.type();
        if (python.get("type") instanceof String hint && !type.name().fitsParameterHint(hint)) {
            throw errors.definition("parameter " + parameter.name() + " is " + type + ", which arrives as "
                    + type.name().pythonType() + ", but the hint of '" + python.get("name") + "' says " + hint);
        }
    }

    private boolean strict(Map<?, ?> hint) {
        return switch (definition.nullPolicy()) {
            case RETURNS_NULL -> true;
            case CALLED -> false;
            case FROM_HINTS -> Boolean.FALSE.equals(hint.get("optional"));
        };
    }
}
