package org.pythonwasm.udf.spark.ddl;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
    /** What Spark's parser takes for its own, {@code IDENTIFIER('name')}, and no registry has. */
    private static final String CLAUSE = "identifier";

    /** Has all functions; those that return tables are generators there, for SELECT and LATERAL VIEW. */
    private final FunctionRegistry scalars;
    /** Has those that return tables, for FROM. */
    private final TableFunctionRegistry tables;

    private final SessionModules modules;

    private SessionFunctions(FunctionRegistry scalars, TableFunctionRegistry tables, SessionModules modules) {
        this.scalars = scalars;
        this.tables = tables;
        this.modules = modules;
    }

    public static SessionFunctions of(SparkSession session) {
        var state = ((org.apache.spark.sql.classic.SparkSession) session).sessionState();
        return new SessionFunctions(
                state.functionRegistry(), state.tableFunctionRegistry(), SessionModules.of(session));
    }

    /** Returns the name as Spark's registry has it: it ignores case, of quoted names as well. */
    static String key(QualifiedName name) {
        return name.name().text().toLowerCase(Locale.ROOT);
    }

    /** Versions of Spark qualify the names differently, with the name of a catalog for instance, and have no look-up by name alone. */
    private static Optional<FunctionIdentifier> identifier(FunctionRegistryBase<?> registry, String name) {
        return Sequences.list(registry.listFunction()).stream()
                .filter(identifier -> identifier.funcName().equals(name))
                .findFirst();
    }

    private static Optional<FunctionBuilder> builder(FunctionRegistryBase<?> registry, FunctionIdentifier identifier) {
        var builder = registry.lookupFunctionBuilder(identifier);
        return builder.isDefined() && builder.get() instanceof FunctionBuilder ours
                ? Optional.of(ours)
                : Optional.empty();
    }

    private Optional<FunctionBuilder> builder(QualifiedName name) {
        return identifier(scalars, key(name)).flatMap(identifier -> builder(scalars, identifier));
    }

    /** Returns empty if no Python function has the name. */
    Optional<KnownFunction> find(QualifiedName name) {
        return builder(name).map(FunctionBuilder::known);
    }

    boolean has(QualifiedName name) {
        return find(name).isPresent();
    }

    /**
     * Checks that a function of this name would be found.
     *
     * @throws SQLException 42000 if Spark has a function of its own, which it would call instead, or the name is empty; 0A000 for a
     *     schema
     */
    static void refuseName(QualifiedName name) throws SQLException {
        if (name.schema().isPresent()) {
            throw new SQLException(
                    "PythonFunction " + name
                            + ": functions belong to the session in Spark; write the name without a schema",
                    SqlStates.NOT_SUPPORTED);
        }
        if (name.name().text().isEmpty()) {
            throw new SQLException(
                    "PythonFunction: the name has no character; a name in quotes has one at least",
                    SqlStates.DEFINITION);
        }
        if (key(name).equals(CLAUSE)
                || identifier(FunctionRegistry.builtin(), key(name)).isPresent()
                || identifier(TableFunctionRegistry.builtin(), key(name)).isPresent()) {
            throw new SQLException(
                    "PythonFunction " + name + ": Spark has a function of this name, which it would call instead; "
                            + "choose another name",
                    SqlStates.DEFINITION);
        }
    }

    /** @throws SQLException 42000 if the name belongs to a function that is not ours */
    void refuseForeign(QualifiedName name) throws SQLException {
        if (!has(name)
                && (identifier(scalars, key(name)).isPresent()
                        || identifier(tables, key(name)).isPresent())) {
            throw new SQLException(
                    "PythonFunction " + name + ": the session has another function of this name; drop it first",
                    SqlStates.DEFINITION);
        }
    }

    void put(DistributedFunction function, Instant created) {
        put(key(function.definition().name()), new CreatedFunction(function, created));
    }

    private void put(String name, KnownFunction function) {
        scalars.createOrReplaceTempFunction(name, new FunctionBuilder(function, modules), SOURCE);
        boolean isTable = function.definition()
                .filter(definition -> definition.kind() == FunctionKind.TABLE)
                .isPresent();
        if (isTable) {
            tables.createOrReplaceTempFunction(name, new RowsBuilder(function, modules), SOURCE);
        } else {
            identifier(tables, name).ifPresent(tables::dropFunction);
        }
    }

    /** Adds a function of a file, unless the session, or the one that it was cloned from, has the name. */
    void add(String name, KnownFunction function) {
        if (identifier(scalars, name).isEmpty()) {
            put(name, function);
        }
    }

    void remove(QualifiedName name) {
        identifier(scalars, key(name)).ifPresent(scalars::dropFunction);
        identifier(tables, key(name)).ifPresent(tables::dropFunction);
    }

    /** Returns the functions by name. */
    List<KnownFunction> all() {
        var all = new ArrayList<KnownFunction>();
        Sequences.list(scalars.listFunction()).stream()
                .sorted(Comparator.comparing(FunctionIdentifier::funcName))
                .forEach(name -> builder(scalars, name).ifPresent(builder -> all.add(builder.known())));
        return all;
    }

    /** Returns the definitions by name; a file that holds no function has none. */
    public List<FunctionDefinition> definitions() {
        return all().stream().flatMap(known -> known.definition().stream()).toList();
    }
}
