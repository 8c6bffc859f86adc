package org.pythonwasm.udf.calcite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.jdbc.CalciteSchema;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.QualifiedName;
import org.pythonwasm.udf.internal.FunctionStatement.Create;
import org.pythonwasm.udf.internal.StatementParser;

/**
 * A directory of {@code .sql} files, each with one CREATE FUNCTION statement.
 *
 * @param path may be missing where it is writable
 * @param unquoted the case of names without quotes
 * @param root of the schemas of the connection that reads them
 */
record FunctionDirectory(Path path, boolean writable, Casing unquoted, CalciteSchema root) {
    private static final String SUFFIX = ".sql";
    private static final String IO_ERROR = "58030";

    /** @throws SQLException 42000 for a file that is not as it should be; the message names it */
    Map<String, StoredFunction> read() throws SQLException {
        var functions = new TreeMap<String, StoredFunction>();
        for (var file : files()) {
            var definition = read(file);
            String name = new NamePath(unquoted, definition.name()).name();
            var twin = functions.put(name, new StoredFunction(definition, file, unquoted, root));
            if (twin != null) {
                throw bad(file, "function " + name + " is in " + twin.file() + " as well");
            }
        }
        return functions;
    }

    private List<Path> files() throws SQLException {
        if (writable && Files.notExists(path)) {
            return List.of();
        }
        try (var files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (IOException e) {
            throw failed("the directory of Python functions cannot be read", e);
        }
    }

    private static FunctionDefinition read(Path file) throws SQLException {
        try {
            var statements = StatementParser.parse(Files.readString(file));
            if (statements.size() != 1 || !(statements.get(0) instanceof Create create)) {
                throw bad(file, "expected one CREATE FUNCTION … LANGUAGE PYTHON statement and nothing else");
            }
            if (create.definition().name().schema().isPresent()) {
                throw bad(file, "function " + create.definition().name() + " belongs to the schema of the directory: "
                        + "write its name without a schema");
            }
            return create.definition();
        } catch (IOException e) {
            throw failed(file + " cannot be read", e);
        } catch (SQLException e) {
            throw e.getMessage().startsWith(file.toString()) ? e : new SQLException(
                    file + ": " + e.getMessage(), e.getSQLState(), e);
        }
    }

    private static SQLException bad(Path file, String message) {
        return new SQLException(file + ": " + message, "42000");
    }

    private static SQLException failed(String what, IOException e) {
        return new SQLException(what + ": " + e, IO_ERROR, e);
    }

    /**
     * Writes the file, all or nothing. Another connection may have changed the directory since this one read it.
     *
     * @throws SQLException 42000 where the directory has the function and it must not be replaced
     */
    StoredFunction write(String name, FunctionDefinition definition, boolean orReplace) throws SQLException {
        var old = read().get(name);
        if (old != null && !orReplace) {
            throw new SQLException("PythonFunction " + name + ": " + old.file() + " has it, which this connection did not know; "
                    + "say CREATE OR REPLACE FUNCTION, or connect again to use it", "42000");
        }
        var file = old != null ? old.file() : path.resolve(fileName(name));
        var stored = withName(definition, name);
        try {
            Files.createDirectories(path);
            write(file, stored.sql() + "\n");
            return new StoredFunction(stored, file, unquoted, root);
        } catch (IOException e) {
            throw failed("PythonFunction " + name + ": " + file + " cannot be written", e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.writeString(draft, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    void delete(String name, Path file) throws SQLException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failed("PythonFunction " + name + ": " + file + " cannot be deleted", e);
        }
    }

    /** Without schema, and without quotes where it is the same without them. */
    private FunctionDefinition withName(FunctionDefinition it, String name) {
        var plain = new QualifiedName.Part(name.toLowerCase(Locale.ROOT), false);
        boolean same = name.matches("[A-Za-z_][A-Za-z0-9_]*")
                && new NamePath(unquoted, new QualifiedName(Optional.empty(), plain)).name().equals(name);
        var part = same ? plain : new QualifiedName.Part(name, true);
        return new FunctionDefinition(it.kind(), new QualifiedName(Optional.empty(), part), it.parameters(),
                it.result(), it.columns(), it.deterministic(), it.nullPolicy(), it.handler(), it.options(), it.body());
    }

    /** Two names never share a file, also where files have no case. */
    private String fileName(String name) {
        boolean simple = name.matches("[A-Z_][A-Z0-9_]*") && unquoted == Casing.TO_UPPER;
        String readable = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        byte[] code = name.getBytes(StandardCharsets.UTF_8);
        return simple ? readable + SUFFIX : readable + "-" + HexFormat.of().formatHex(code) + SUFFIX;
    }
}
