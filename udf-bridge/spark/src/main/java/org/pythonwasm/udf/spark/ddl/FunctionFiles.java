package org.pythonwasm.udf.spark.ddl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.pythonwasm.udf.ModuleDefinition;
import org.pythonwasm.udf.spark.plan.DefinitionException;
import org.pythonwasm.udf.spark.task.ImportSources;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.FunctionStatement.CreateModule;
import org.pythonwasm.udf.spi.SqlStates;

/**
 * The functions and modules of a directory on the driver that the configuration names: one CREATE statement in each {@code .sql} file. A
 * session reads it before its first statement, and nothing writes it.
 */
public final class FunctionFiles {
    private static final String SUFFIX = ".sql";
    private static final String IO_ERROR = "58030";
    private static final Set<SparkSession> READ =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private FunctionFiles() {}

    /** Gives the session the functions of the directory; does nothing the second time, or without a directory. */
    public static void load(SparkSession session) {
        if (!READ.add(session)) {
            return;
        }
        String directory = StaticSettings.functions(session);
        if (!directory.isEmpty()) {
            try {
                read(Path.of(directory), SessionModules.of(session), StaticSettings.packages(session))
                        .forEach(SessionFunctions.of(session)::add);
            } catch (SQLException e) {
                READ.remove(session);
                throw DefinitionException.raise(e);
            }
        }
    }

    /** Returns the functions by the names that the registry has; modules are added. */
    private static Map<String, StoredFunction> read(Path directory, SessionModules modules, String packages)
            throws SQLException {
        var functions = new TreeMap<String, StoredFunction>();
        for (var file : files(directory)) {
            var module = module(file);
            if (module.isPresent()) {
                modules.add(module.get(), file);
                continue;
            }
            var function = read(file, functions, () -> modules.imports(packages));
            var name = function.definition()
                    .map(definition -> SessionFunctions.key(definition.name()))
                    .orElse(file.getFileName().toString());
            functions.put(name, function);
        }
        return functions;
    }

    private static List<Path> files(Path directory) throws SQLException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new SQLException("the directory of Python functions cannot be read: " + e, IO_ERROR, e);
        }
    }

    /** Returns empty for any other file. */
    private static Optional<ModuleDefinition> module(Path file) {
        try {
            return TemporaryStatement.parse(Files.readString(file)) instanceof CreateModule create
                            && create.definition().name().schema().isEmpty()
                    ? Optional.of(create.definition())
                    : Optional.empty();
        } catch (SQLException | IOException e) {
            return Optional.empty();
        }
    }

    private static StoredFunction read(Path file, Map<String, StoredFunction> before, Supplier<ImportSources> imports) {
        try {
            if (!(TemporaryStatement.parse(Files.readString(file)) instanceof Create create)) {
                throw bad("expected one CREATE FUNCTION … LANGUAGE PYTHON statement and nothing else");
            }
            SessionFunctions.refuseName(create.definition().name());
            var twin = before.get(SessionFunctions.key(create.definition().name()));
            if (twin != null) {
                throw bad("function " + create.definition().name() + " is in "
                        + twin.file().orElseThrow() + " as well");
            }
            return StoredFunction.of(file, create, imports);
        } catch (SQLException e) {
            return StoredFunction.faulty(file, in(file, e));
        } catch (IOException e) {
            return StoredFunction.faulty(file, new SQLException(file + " cannot be read: " + e, IO_ERROR, e));
        }
    }

    private static SQLException bad(String message) {
        return new SQLException(message, SqlStates.DEFINITION);
    }

    /** Returns the error with the file's name. */
    static SQLException in(Path file, SQLException e) {
        return new SQLException(file + ": " + e.getMessage(), e.getSQLState(), e);
    }
}
