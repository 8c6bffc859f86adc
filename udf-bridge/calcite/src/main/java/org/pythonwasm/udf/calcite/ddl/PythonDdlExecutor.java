package org.pythonwasm.udf.calcite.ddl;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.jdbc.CalcitePrepare;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.schema.Function;
import org.apache.calcite.server.ServerDdlExecutor;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.ddl.SqlDropObject;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.apache.calcite.util.Util;
import org.pythonwasm.udf.QualifiedName;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.calcite.function.DefinedFunction;
import org.pythonwasm.udf.calcite.function.NamePath;
import org.pythonwasm.udf.calcite.function.PythonFunction;
import org.pythonwasm.udf.calcite.function.RelTypes;
import org.pythonwasm.udf.calcite.plan.FunctionMaker;
import org.pythonwasm.udf.calcite.store.PythonSchema;
import org.pythonwasm.udf.calcite.store.SchemaModules;
import org.pythonwasm.udf.calcite.store.StoredFunction;
import org.pythonwasm.udf.internal.check.FunctionCheck;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.FunctionStatement.CreateModule;
import org.pythonwasm.udf.spi.FunctionStatement.Drop;
import org.pythonwasm.udf.spi.FunctionStatement.DropModule;
import org.pythonwasm.udf.spi.SqlStates;

/**
 * Calcite's executor of DDL, which also creates Python functions. Public because Calcite calls it by reflection.
 * Stateless.
 */
public final class PythonDdlExecutor extends ServerDdlExecutor {
    public static final PythonDdlExecutor INSTANCE = new PythonDdlExecutor();

    private PythonDdlExecutor() {}

    /** Creates a function in the schema that its name gives, or in the connection's current one. */
    public void execute(CreatePythonFunction statement, CalcitePrepare.Context context) {
        try {
            create(statement.create(), context);
        } catch (SQLException e) {
            throw new CarriedSqlException(e);
        }
    }

    private static void create(Create create, CalcitePrepare.Context context) throws SQLException {
        var definition = create.definition();
        var path = new NamePath(context.config().unquotedCasing(), definition.name());
        var schema = schema(context, path.schema(context.getDefaultSchemaPath()));
        if (schema == null) {
            throw refused(definition.name(), "no such schema");
        }
        String name = known(schema, path.name(), context);
        var old = functions(schema, name);
        if (!old.isEmpty() && create.ifNotExists()) {
            return;
        }
        refuseToReplace(definition.name(), old, create.orReplace());
        refuseBuiltIn(definition.name(), name);
        ReservedNames.refuse(definition);
        RelTypes.MISSING.refuse(definition);
        var checked = FunctionCheck.check(definition, context.getMutableRootSchema(), SchemaModules.of(schema));
        var functions = functions(checked, path.unquoted(), name, schema, create);
        FunctionRemoval.remove(schema, name);
        functions.forEach(function -> schema.plus().add(name, function));
    }

    /**
     * Returns the functions that statements will call. IF NOT EXISTS keeps a function that another connection stored
     * meanwhile; then that one is returned.
     */
    private static List<PythonFunction> functions(
            CheckedFunction checked, Casing unquoted, String name, CalciteSchema schema, Create create)
            throws SQLException {
        var stored = PythonSchema.of(schema);
        var now = stored.isPresent()
                ? stored.get().write(name, checked.definition(), create)
                : Optional.<StoredFunction>empty();
        return now.isPresent() && create.ifNotExists()
                ? now.get().functions()
                : FunctionMaker.of(checked, unquoted, Instant.now());
    }

    /** Returns the schema's spelling of a name, if the connection ignores case. */
    private static String known(CalciteSchema schema, String name, CalcitePrepare.Context context) {
        return context.config().caseSensitive()
                ? name
                : Stream.concat(
                                schema.plus().getFunctionNames().stream(),
                                PythonSchema.of(schema).stream().flatMap(python -> python.names().stream()))
                        .filter(name::equalsIgnoreCase)
                        .findFirst()
                        .orElse(name);
    }

    /** Refused, because Calcite looks for a function among its own first. */
    private static void refuseBuiltIn(QualifiedName written, String name) throws SQLException {
        var found = new ArrayList<SqlOperator>();
        SqlStdOperatorTable.instance()
                .lookupOperatorOverloads(
                        new SqlIdentifier(name, SqlParserPos.ZERO),
                        null,
                        SqlSyntax.FUNCTION,
                        found,
                        SqlNameMatchers.withCaseSensitive(false));
        if (!found.isEmpty()) {
            throw refused(written, "Calcite has a built-in function of that name; choose another");
        }
    }

    private static void refuseToReplace(QualifiedName name, Collection<Function> old, boolean orReplace)
            throws SQLException {
        if (!old.isEmpty() && !orReplace) {
            throw refused(name, "a function of that name exists; drop it first, or say CREATE OR REPLACE FUNCTION");
        }
        if (!old.stream().allMatch(DefinedFunction.class::isInstance)) {
            throw refused(name, "a function or view of that name exists and is no Python function; drop it first");
        }
    }

    private static SQLException refused(QualifiedName name, String message) {
        return new SQLException("PythonFunction " + name + ": " + message, SqlStates.DEFINITION);
    }

    /** Drops a function by a statement that only the parser of this project reads. */
    public void execute(DropPythonFunction statement, CalcitePrepare.Context context) {
        var drop = statement.drop();
        var path = new NamePath(context.config().unquotedCasing(), drop.name());
        var schema = schema(context, path.schema(context.getDefaultSchemaPath()));
        try {
            if (schema == null || !remove(schema, known(schema, path.name(), context), drop)) {
                drop.requireExistence();
            }
        } catch (SQLException e) {
            throw new CarriedSqlException(e);
        }
    }

    /** Creates or drops a module. */
    public void execute(PythonModuleStatement statement, CalcitePrepare.Context context) {
        try {
            if (statement.statement() instanceof CreateModule create) {
                ModuleDdl.create(create, context);
            } else if (statement.statement() instanceof DropModule drop) {
                ModuleDdl.drop(drop, context);
            }
        } catch (SQLException e) {
            throw new CarriedSqlException(e);
        }
    }

    /** Drops a Python function; anything else is left to Calcite. */
    @Override
    public void execute(SqlDropObject statement, CalcitePrepare.Context context) {
        String name = Util.last(statement.name.names);
        var path = statement.name.isSimple() ? context.getDefaultSchemaPath() : Util.skipLast(statement.name.names);
        var schema = statement.getKind() == SqlKind.DROP_FUNCTION ? schema(context, path) : null;
        var part = new QualifiedName.Part(name, true);
        var drop = new Drop(new QualifiedName(Optional.empty(), part), false, statement.ifExists, name);
        try {
            if (schema == null || !remove(schema, known(schema, name, context), drop)) {
                super.execute(statement, context);
            }
        } catch (SQLException e) {
            throw new CarriedSqlException(e);
        }
    }

    /** Returns whether there was a Python function of that name. */
    private static boolean remove(CalciteSchema schema, String name, Drop drop) throws SQLException {
        for (var function : functions(schema, name)) {
            if (function instanceof DefinedFunction python) {
                drop.requireKind(python.definition().kind());
                remove(schema, name);
                return true;
            }
        }
        return false;
    }

    private static void remove(CalciteSchema schema, String name) throws SQLException {
        var stored = PythonSchema.of(schema);
        if (stored.isPresent()) {
            stored.get().delete(name);
        }
        FunctionRemoval.remove(schema, name);
    }

    /** Returns a function of a file as its file declares it: even if Python refuses it, it can be dropped. */
    private static Collection<Function> functions(CalciteSchema schema, String name) {
        var stored = PythonSchema.of(schema).flatMap(python -> python.stored(name));
        return stored.isPresent() ? List.of(stored.get()) : schema.plus().getFunctions(name);
    }

    static CalciteSchema schema(CalcitePrepare.Context context, List<String> path) {
        var schema = context.getMutableRootSchema();
        for (String name : path) {
            schema = schema == null ? null : schema.getSubSchema(name, true);
        }
        return schema;
    }
}
