package org.pythonwasm.udf.internal.check;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonModuleException;
import org.pythonwasm.engine.PythonPackageException;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.FunctionKind;
import org.pythonwasm.udf.Parameter;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.define.ArgumentRules;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.internal.define.FunctionErrors;
import org.pythonwasm.udf.internal.define.Literal;
import org.pythonwasm.udf.internal.session.Cancellation;
import org.pythonwasm.udf.internal.session.FunctionPackages;
import org.pythonwasm.udf.internal.session.Imports;
import org.pythonwasm.udf.internal.session.SessionRuntimes;

/**
 * Runs a function's body in a separate interpreter and compares it with the declaration, before anything is created.
 */
public final class FunctionCheck {
    private final FunctionDefinition definition;
    private final Imports imports;
    private final FunctionErrors errors;

    private FunctionCheck(FunctionDefinition definition, Imports imports) {
        this.definition = definition;
        this.imports = imports;
        this.errors = new FunctionErrors(definition);
    }

    /**
     * As {@link #check}, for a database that computes parts of an aggregate in several interpreters.
     *
     * @throws SQLException 42000, too, if an aggregate has a merge, but states that cannot be saved
     */
    public static CheckedParts checkOfParts(FunctionDefinition definition, Object session) throws SQLException {
        return checkOfParts(definition, session, Imports.OF_SESSION);
    }

    /** @param imports what functions of its schema can import */
    public static CheckedParts checkOfParts(FunctionDefinition definition, Object session, Imports imports)
            throws SQLException {
        return look(definition, session, imports, check -> check::runOfParts);
    }

    /**
     * Returns the definition with its handler and null calls resolved.
     *
     * @param session of its creator: the session's Python validates the function
     * @throws SQLException if the body fails, or does not fit the declaration
     */
    public static CheckedFunction check(FunctionDefinition definition, Object session) throws SQLException {
        return check(definition, session, Imports.OF_SESSION);
    }

    /** @param imports what functions of its schema can import */
    public static CheckedFunction check(FunctionDefinition definition, Object session, Imports imports)
            throws SQLException {
        return look(definition, session, imports, check -> check::run);
    }

    /** What is done with the interpreter that ran nothing so far. */
    private interface Look<T> {
        T at(PythonInterpreter python) throws SQLException;
    }

    private static <T> T look(
            FunctionDefinition definition, Object session, Imports imports, Function<FunctionCheck, Look<T>> what)
            throws SQLException {
        var errors = new FunctionErrors(definition);
        try {
            var packages = FunctionPackages.of(definition.options().packages(), definition.body(), imports, session);
            var runtime = packages.runtime(session);
            var check = new FunctionCheck(definition.withPackages(packages.resolved()), imports);
            check.refuseWhatCannotBe();
            check.tryImports(packages.modulesToTry(), runtime);
            return check.look(runtime, what.apply(check));
        } catch (PythonException e) {
            throw errors.raisedByBody(e);
        } catch (GuestDiedException e) {
            throw errors.diedOfBody(e);
        } catch (PythonModuleException e) {
            throw errors.notStarted(e);
        } catch (PythonPackageException e) {
            throw errors.packagesOfDefinition(e);
        } catch (IllegalStateException e) {
            throw errors.noRoom(e);
        }
    }

    @SuppressWarnings("try") // the watch is there to be closed
    private <T> T look(PythonRuntime runtime, Look<T> look) throws SQLException {
        try (var python = SessionRuntimes.open(runtime, definition.options().limitsOfBody());
                var watch = Cancellation.watch(python)) {
            return look.at(python);
        }
    }

    /** In an interpreter of their own, where they give the body no names. */
    private void tryImports(List<String> modules, PythonRuntime runtime) throws SQLException {
        if (!modules.isEmpty()) {
            look(runtime, python -> {
                for (String module : modules) {
                    python.exec("import " + module, "<packages>");
                }
                return null;
            });
        }
    }

    private CheckedParts runOfParts(PythonInterpreter python) throws SQLException {
        var checked = run(python);
        return new CheckedParts(
                checked,
                definition.kind() == FunctionKind.AGGREGATE && new StateCheck(checked, errors, python).merges());
    }

    private void refuseWhatCannotBe() throws SQLException {
        try {
            definition.options().limits();
        } catch (IllegalArgumentException e) {
            throw errors.setting(e);
        }
        boolean table = definition.kind() == FunctionKind.TABLE;
        if (definition.parameters().size() > ArgumentRules.MAXIMUM
                || definition.columns().size() > ArgumentRules.MAXIMUM) {
            throw errors.definition("at most " + ArgumentRules.MAXIMUM + " parameters" + (table ? " and columns" : "")
                    + " are supported, got " + definition.parameters().size()
                    + (table ? " and " + definition.columns().size() : ""));
        }
        if (definition.options().vectorized()) {
            refuseToVectorize();
        }
        for (var parameter : definition.parameters()) {
            checkDefault(parameter);
            if (parameter.variadic() || !table) {
                refuseRows(parameter.type());
            }
        }
        for (var column : definition.columns()) {
            refuseRows(column.type());
        }
        if (!table) {
            refuseRows(definition.result());
        }
    }

    private void refuseRows(SqlType type) throws SQLException {
        if (type.name() == SqlTypeName.TABLE) {
            throw errors.definition("type TABLE is for parameters of table functions, but not for VARIADIC ones");
        }
    }

    private void refuseToVectorize() throws SQLException {
        if (definition.kind() != FunctionKind.SCALAR) {
            throw errors.definition("only a scalar function can be vectorized");
        }
        if (definition.parameters().isEmpty()) {
            throw errors.definition("a vectorized function needs a parameter: it gets its rows as lists");
        }
        if (definition.options().buffers()) {
            refuseBuffers();
        }
    }

    private void refuseBuffers() throws SQLException {
        if (definition.isVariadic()) {
            throw errors.definition(
                    "a function with buffers has its results as last argument, so that no parameter can "
                            + "be VARIADIC");
        }
        for (var parameter : definition.parameters()) {
            refuseBuffers("parameter " + parameter.name(), parameter.type());
        }
        refuseBuffers("its result", definition.result());
    }

    private void refuseBuffers(String place, SqlType type) throws SQLException {
        var column = type.name().column();
        if (column != ColumnType.INT64 && column != ColumnType.FLOAT64) {
            throw errors.definition("buffers are of whole numbers up to BIGINT, REAL and DOUBLE, but " + place + " is "
                    + type + "; vectorized = true gives it as a list");
        }
    }

    private void checkDefault(Parameter parameter) throws SQLException {
        try {
            Literal.defaultOf(parameter);
        } catch (IllegalArgumentException e) {
            throw errors.definition("DEFAULT of parameter " + parameter.name() + ": " + e.getMessage());
        }
    }

    private CheckedFunction run(PythonInterpreter python) throws SQLException {
        python.exec(definition.body(), "<" + definition.name() + ">");
        for (String candidate : candidates()) {
            var handler = HandlerShape.of(python, candidate);
            if (handler.callable() && canBe(candidate, handler)) {
                return new CheckedFunction(
                        definition.withHandler(candidate), strict(python, candidate, handler), imports);
            }
        }
        throw missing(candidates().get(0));
    }

    /** A function beside a class or create_state may be called like the aggregate without being its handler. */
    private boolean canBe(String candidate, HandlerShape handler) {
        return definition.kind() != FunctionKind.AGGREGATE
                || handler.isClass()
                || candidate.equals(AggregateCheck.CREATE)
                || definition.handler().isPresent();
    }

    private SQLException missing(String handler) {
        return errors.definition(
                definition.kind() == FunctionKind.AGGREGATE
                        ? "the body defines no class '" + handler + "'; " + AggregateCheck.FORMS
                        : "the body defines no function '" + handler
                                + "'; define it, or name another one with HANDLER '…'");
    }

    /** An unquoted SQL name has no case, so ADD_TAX may mean add_tax. */
    private List<String> candidates() {
        if (definition.handler().isPresent()) {
            return List.of(definition.handler().get());
        }
        var name = definition.name().name();
        var candidates = new ArrayList<>(List.of(name.text()));
        if (!name.quoted()) {
            candidates.add(name.text().toLowerCase(Locale.ROOT));
        }
        if (definition.kind() == FunctionKind.AGGREGATE) {
            candidates.add(AggregateCheck.CREATE);
        }
        return candidates;
    }

    /** Returns for each parameter whether it makes null calls. */
    private List<Boolean> strict(PythonInterpreter python, String handler, HandlerShape shape) throws SQLException {
        if (definition.kind() == FunctionKind.AGGREGATE) {
            return new AggregateCheck(definition, errors, python, handler, shape).parameters();
        }
        var check = new HandlerCheck(definition, errors, handler, shape, 0);
        var strict = check.parameters();
        if (definition.kind() == FunctionKind.TABLE) {
            check.rows();
        } else {
            check.value();
        }
        return strict;
    }
}
