package org.pythonwasm.udf.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.h2.api.ErrorCode;
import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.FunctionKind;
import org.pythonwasm.udf.Parameter;
import org.pythonwasm.udf.QualifiedName;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.h2.Aliases.Alias;
import org.pythonwasm.udf.h2.function.H2Names;
import org.pythonwasm.udf.h2.function.H2Sessions;
import org.pythonwasm.udf.internal.check.FunctionCheck;
import org.pythonwasm.udf.internal.check.UnsupportedTypes;
import org.pythonwasm.udf.internal.define.ArgumentRules;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.internal.session.Cancellation;
import org.pythonwasm.udf.internal.session.Poller;
import org.pythonwasm.udf.spi.Dialect;
import org.pythonwasm.udf.spi.FunctionStatement;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.FunctionStatement.CreateModule;
import org.pythonwasm.udf.spi.FunctionStatement.Drop;
import org.pythonwasm.udf.spi.FunctionStatement.DropModule;
import org.pythonwasm.udf.spi.FunctionStatement.PassThrough;
import org.pythonwasm.udf.spi.FunctionStatement.Show;
import org.pythonwasm.udf.spi.FunctionStatement.ShowModules;
import org.pythonwasm.udf.spi.SqlStates;

/**
 * The dialect of H2: a Python function is an alias for a method of a class whose name holds the whole definition, see
 * {@link AliasName}; {@link AliasFactory} generates the class when H2 requests it. So no additional table is needed,
 * and a function survives restart, SCRIPT and backup like any alias.
 */
public final class H2Dialect implements Dialect {
    private static final UnsupportedTypes MISSING = new UnsupportedTypes("H2", Set.of(SqlTypeName.MAP));

    /** Called by {@link java.util.ServiceLoader}. */
    public H2Dialect() {}

    @Override
    public String subprotocol() {
        return "h2";
    }

    @Override
    public String productName() {
        return "H2";
    }

    @Override
    public void install() {
        AliasFactory.install();
    }

    @Override
    public List<Session> sessions(Connection connection) throws SQLException {
        var session = connection.unwrap(JdbcConnection.class).getSession();
        if (session instanceof SessionLocal) {
            return List.of(session);
        }
        throw new SQLException(
                "the functions of this database run in the JVM of its server, which has the module that its "
                        + "own -Dpython-wasm.module names: connect without settings that begin with python-wasm.",
                SqlStates.NOT_SUPPORTED);
    }

    @Override
    public String translate(Connection connection, FunctionStatement statement) throws SQLException {
        if (statement instanceof Create create) {
            return create(connection, create);
        }
        if (statement instanceof Drop drop) {
            return drop(connection, drop);
        }
        if (statement instanceof CreateModule create) {
            return H2Modules.create(connection, create);
        }
        if (statement instanceof DropModule drop) {
            return H2Modules.drop(connection, drop);
        }
        if (statement instanceof ShowModules) {
            return H2Modules.query(connection);
        }
        return statement instanceof Show ? FunctionRows.query(connection) : ((PassThrough) statement).text();
    }

    private static String create(Connection connection, Create create) throws SQLException {
        H2Sessions.requireAdmin(connection.unwrap(JdbcConnection.class).getSession());
        var old = Aliases.find(connection, create.definition().name());
        if (old.isPresent() && create.ifNotExists()) {
            return FunctionRows.createTable();
        }
        refuseName(connection, create, old);
        refuseWhatH2CannotCall(create.definition());
        var checked = check(connection, create.definition());
        String className = AliasName.of(checked, Instant.now());
        // Loaded before the old alias is dropped: h2.allowedClasses may not admit the new one.
        AliasFactory.load(className);
        return FunctionRows.createTable()
                + (old.isPresent()
                        ? replace(old.get(), create, className) + recompileViews(connection, old.get(), checked)
                        : create(create, className));
    }

    /** H2 2.5 has no CREATE OR REPLACE ALIAS that replaces. */
    private static String replace(Alias old, Create create, String className) {
        boolean sameKind = old.isAggregate() == (create.definition().kind() == FunctionKind.AGGREGATE);
        var replace = sameKind ? FunctionRows.replace(old, className) : Optional.<String>empty();
        return replace.orElseGet(() -> drop(old, create.definition().name().sql()) + "; " + create(create, className));
    }

    /** PYTHON_EXEC runs inside a statement, which may be cancelled like any other. */
    private static CheckedFunction check(Connection connection, FunctionDefinition definition) throws SQLException {
        var session = connection.unwrap(JdbcConnection.class).getSession();
        var imports = H2Modules.importsOf(connection, Aliases.schema(connection, definition.name()));
        try {
            return Cancellation.when(
                    () -> session.isClosed() || H2Sessions.INSTANCE.isCancelled(session),
                    () -> FunctionCheck.check(definition, session, imports));
        } catch (SQLException e) {
            if (H2Sessions.INSTANCE.isCancelled(session)) {
                H2Sessions.INSTANCE.cancelled(session);
            }
            throw e;
        }
    }

    private static String create(Create create, String className) {
        var definition = create.definition();
        boolean aggregate = definition.kind() == FunctionKind.AGGREGATE;
        return "CREATE " + (aggregate ? "AGGREGATE " : "ALIAS ")
                + definition.name().sql() + (definition.deterministic() && !aggregate ? " DETERMINISTIC" : "")
                + " FOR '" + className + (aggregate ? "" : "." + AliasName.METHOD) + "'";
    }

    private static void refuseWhatH2CannotCall(FunctionDefinition definition) throws SQLException {
        MISSING.refuse(definition);
        if (definition.kind() == FunctionKind.AGGREGATE
                && definition.parameters().isEmpty()) {
            throw new SQLException(
                    "PythonFunction " + definition.name()
                            + ": H2 calls no aggregate function without arguments; declare a parameter",
                    SqlStates.NOT_SUPPORTED);
        }
        if (definition.kind() == FunctionKind.AGGREGATE && isAmbiguous(definition.parameters())) {
            throw new SQLException(
                    "PythonFunction " + definition.name() + ": H2 hands one ARRAY or ROW to an aggregate "
                            + "function as if it were several arguments; let no call have one argument and another more",
                    SqlStates.NOT_SUPPORTED);
        }
    }

    private static boolean isAmbiguous(List<Parameter> parameters) {
        boolean one = parameters.stream()
                .skip(1)
                .allMatch(parameter ->
                        parameter.variadic() || parameter.defaultLiteral().isPresent());
        boolean more = parameters.size() > 1 || parameters.get(0).variadic();
        return one && more && parameters.get(0).type().name().isNested();
    }

    private static String drop(Alias alias, String name) {
        return "DROP " + (alias.isAggregate() ? "AGGREGATE " : "ALIAS ") + name;
    }

    /** The error of H2 for a taken name repeats the alias's class name. */
    private static void refuseName(Connection connection, Create create, Optional<Alias> old) throws SQLException {
        var name = create.definition().name();
        if (old.isPresent() && !old.get().isPython()) {
            throw refused(name, "an alias of that name exists and is no Python function; drop it first");
        }
        if (old.isPresent() && !create.orReplace()) {
            throw refused(name, "a function of that name exists; drop it first, or say CREATE OR REPLACE FUNCTION");
        }
        if (H2Names.isBuiltIn(name, connection)) {
            throw refused(name, "H2 has a built-in function of that name; choose another");
        }
    }

    private static SQLException refused(QualifiedName name, String message) {
        return new SQLException("PythonFunction " + name + ": " + message, SqlStates.DEFINITION);
    }

    /**
     * Returns statements that recompile views, because a view keeps the alias with which it was compiled, even a
     * dropped one. Refuses the replacement if a view could no longer be compiled; otherwise that would only show when
     * the old function is already gone.
     */
    private static String recompileViews(Connection connection, Alias alias, CheckedFunction now) throws SQLException {
        var views = Aliases.viewsThatCall(connection, alias);
        var before = alias.definition();
        if (!views.isEmpty()
                && (before.kind() != now.definition().kind()
                        || !new ArgumentRules(now).allowAllOf(new ArgumentRules(alias.function())))) {
            throw refused(
                    now.definition().name(),
                    "the view " + String.join(", ", views) + " calls the function of that name, " + before.signature()
                            + "; keep its kind and number of parameters, or drop the view first");
        }
        return views.stream().map(view -> "; ALTER VIEW " + view + " RECOMPILE").collect(Collectors.joining());
    }

    private static String drop(Connection connection, Drop drop) throws SQLException {
        var alias = Aliases.find(connection, drop.name());
        if (alias.isEmpty()) {
            return dropNothing(drop);
        }
        if (!alias.get().isPython()) {
            return drop.text();
        }
        drop.requireKind(alias.get().definition().kind());
        return drop(alias.get(), drop.name().sql());
    }

    /** H2 itself has no statement DROP FUNCTION. */
    private static String dropNothing(Drop drop) throws SQLException {
        drop.requireExistence();
        return "DROP ALIAS IF EXISTS " + drop.name().sql();
    }

    @Override
    public void forgetCancellation(Statement statement) {
        H2Sessions.forgetCancellation(statement);
    }

    /** Avoids {@code JdbcStatement.cancel}, which loses later cancellations, if possible. */
    @Override
    public void cancel(Statement statement) throws SQLException {
        if (statement.isClosed() || !H2Sessions.cancel(statement)) {
            statement.cancel();
        }
    }

    @Override
    public SQLException readable(SQLException error) {
        return AliasErrors.readable(error);
    }

    /**
     * H2 asks whether an object is there, also for IF NOT EXISTS, before it locks anything. If another session was faster in between,
     * that is an internal error to H2, which has one code for all of those.
     */
    @Override
    public boolean isOutdated(SQLException error) {
        return switch (error.getErrorCode()) {
            case ErrorCode.FUNCTION_ALIAS_ALREADY_EXISTS_1,
                    ErrorCode.FUNCTION_ALIAS_NOT_FOUND_1,
                    ErrorCode.AGGREGATE_NOT_FOUND_1,
                    ErrorCode.GENERAL_ERROR_1 -> true;
            default -> false;
        };
    }

    @Override
    public void cancelAll(Connection connection) throws SQLException {
        if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
            session.cancel();
        }
    }

    /** H2 cancels once and then waits for the session, in which another thread may begin a statement first. */
    @Override
    public void close(Connection connection) throws SQLException {
        var session = connection.unwrap(JdbcConnection.class).getSession();
        Poller.Look again = () -> {
            if (session instanceof SessionLocal local) {
                local.cancel();
            }
            return false;
        };
        Poller.add(again);
        try {
            connection.close();
        } finally {
            Poller.remove(again);
        }
    }

    @Override
    public List<FunctionDefinition> definitions(Connection connection) throws SQLException {
        return Aliases.python(connection).stream().map(Alias::definition).toList();
    }
}
