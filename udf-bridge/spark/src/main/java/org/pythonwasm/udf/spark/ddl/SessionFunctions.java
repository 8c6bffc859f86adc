package org.pythonwasm.udf.spark.ddl;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistryBase;
import org.apache.spark.sql.catalyst.analysis.TableFunctionRegistry;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.FunctionKind;
import org.pythonwasm.udf.QualifiedName;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.value.Sequences;
import org.pythonwasm.udf.spi.SqlStates;

/** The functions of one session, which are in Spark's own registry of temporary functions. Thread-safe, as that is. */
public final class SessionFunctions {
    private static final String SOURCE = "python_udf";

    /** Has all functions; those that return tables are generators there, for SELECT and LATERAL VIEW. */
    private final FunctionRegistry scalars;
    /** Has those that return tables, for FROM. */
    private final TableFunctionRegistry tables;

    private SessionFunctions(FunctionRegistry scalars, TableFunctionRegistry tables) {
        this.scalars = scalars;
        this.tables = tables;
    }

    public static SessionFunctions of(SparkSession session) {
        var state = ((org.apache.spark.sql.classic.SparkSession) session).sessionState();
        return new SessionFunctions(state.functionRegistry(), state.tableFunctionRegistry());
    }

    /** @throws IllegalStateException if the session's statements do not pass by this project's parser */
    public static void requireExtensions(SparkSession session) {
        var state = ((org.apache.spark.sql.classic.SparkSession) session).sessionState();
        if (!(PythonParser.parsed(state.sqlParser(), "SHOW PYTHON FUNCTIONS") instanceof ShowCommand)) {
            throw new IllegalStateException("the session does not know LANGUAGE PYTHON: start it with "
                    + "spark.sql.extensions=org.pythonwasm.udf.spark.PythonExtensions");
        }
    }

    /** Returns the name as Spark's registry has it: it ignores case, of quoted names as well. */
    static String key(QualifiedName name) {
        return name.name().text().toLowerCase(Locale.ROOT);
    }

    /** Versions of Spark qualify the names differently, with the name of a catalog for instance, and have no look-up by name alone. */
    private static Optional<FunctionIdentifier> identifier(FunctionRegistryBase<?> registry, QualifiedName name) {
        return Sequences.list(registry.listFunction()).stream()
                .filter(identifier -> identifier.funcName().equals(key(name)))
                .findFirst();
    }

    private static Optional<FunctionBuilder> builder(FunctionRegistryBase<?> registry, FunctionIdentifier identifier) {
        var builder = registry.lookupFunctionBuilder(identifier);
        return builder.isDefined() && builder.get() instanceof FunctionBuilder ours
                ? Optional.of(ours)
                : Optional.empty();
    }

    private Optional<FunctionBuilder> builder(QualifiedName name) {
        return identifier(scalars, name).flatMap(identifier -> builder(scalars, identifier));
    }

    /** Returns empty if no Python function has the name. */
    public Optional<DistributedFunction> find(QualifiedName name) {
        return builder(name).map(FunctionBuilder::function);
    }

    boolean has(QualifiedName name) {
        return find(name).isPresent();
    }

    /**
     * Checks that a function of this name would be found.
     *
     * @throws SQLException 42000 if Spark has a function of its own, which it would call instead; 0A000 for a schema
     */
    static void refuseName(QualifiedName name) throws SQLException {
        if (name.schema().isPresent()) {
            throw new SQLException(
                    "PythonFunction " + name
                            + ": functions belong to the session in Spark; write the name without a schema",
                    SqlStates.NOT_SUPPORTED);
        }
        if (identifier(FunctionRegistry.builtin(), name).isPresent()
                || identifier(TableFunctionRegistry.builtin(), name).isPresent()) {
            throw new SQLException(
                    "PythonFunction " + name + ": Spark has a function of this name, which it would call instead; "
                            + "choose another name",
                    SqlStates.DEFINITION);
        }
    }

    /** @throws SQLException 42000 if the name belongs to a function that is not ours */
    void refuseForeign(QualifiedName name) throws SQLException {
        if (!has(name)
                && (identifier(scalars, name).isPresent()
                        || identifier(tables, name).isPresent())) {
            throw new SQLException(
                    "PythonFunction " + name + ": the session has another function of this name; drop it first",
                    SqlStates.DEFINITION);
        }
    }

    void put(DistributedFunction function, Instant created) {
        var name = function.definition().name();
        scalars.createOrReplaceTempFunction(key(name), new FunctionBuilder(function, created), SOURCE);
        if (function.definition().kind() == FunctionKind.TABLE) {
            tables.createOrReplaceTempFunction(key(name), new RowsBuilder(function), SOURCE);
        } else {
            identifier(tables, name).ifPresent(tables::dropFunction);
        }
    }

    void remove(QualifiedName name) {
        identifier(scalars, name).ifPresent(scalars::dropFunction);
        identifier(tables, name).ifPresent(tables::dropFunction);
    }

    /** Returns the functions by name. */
    List<FunctionBuilder> all() {
        var all = new ArrayList<FunctionBuilder>();
        Sequences.list(scalars.listFunction()).stream()
                .sorted((a, b) -> a.funcName().compareTo(b.funcName()))
                .forEach(name -> builder(scalars, name).ifPresent(all::add));
        return all;
    }

    /** Returns the definitions by name. */
    public List<FunctionDefinition> definitions() {
        return all().stream().map(builder -> builder.function().definition()).toList();
    }
}
