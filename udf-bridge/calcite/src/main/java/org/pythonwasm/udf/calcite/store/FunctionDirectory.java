package org.pythonwasm.udf.calcite.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.jdbc.CalciteSchema;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.QualifiedName;
import org.pythonwasm.udf.calcite.function.NamePath;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.internal.session.Imports;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.SqlStates;

/**
 * A directory of {@code .sql} files, each with one CREATE FUNCTION statement.
 *
 * @param path may be missing if it is writable
 * @param unquoted the case of names without quotes
 * @param root of the schemas of the connection that reads them
 * @param modules what its functions can import
 */
public record FunctionDirectory(
        Path path, boolean writable, Casing unquoted, CalciteSchema root, SchemaModules modules) {
    private static final String SUFFIX = ".sql";

    /**
     * @param packages that its functions can name
     * @throws SQLException 58030 if the directory cannot be listed
     */
    public static FunctionDirectory of(
            Path path, boolean writable, Casing unquoted, CalciteSchema root, Imports packages) throws SQLException {
        return new FunctionDirectory(
                path, writable, unquoted, root, new SchemaModules(packages, new ModuleFiles(path, writable)));
    }

    private static final String IO_ERROR = "58030";

    /**
     * The content of the files, by names of functions.
     *
     * @param faulty by the name derived from the file, because an unreadable file names no function
     */
    record Contents(Map<String, StoredFunction> functions, Map<String, FaultyFile> faulty) {
        /** If two files hold one function, it is unknown which one is meant. */
        private void add(String name, StoredFunction function) {
            var twin = functions.remove(name);
            if (twin != null) {
                faulty.put(
                        name,
                        new FaultyFile(
                                function.file(),
                                bad(function.file(), "function " + name + " is in " + twin.file() + " as well")));
            } else if (!faulty.containsKey(name)) {
                functions.put(name, function);
            }
        }

        private void add(String name, FaultyFile file) {
            String free = functions.containsKey(name) || faulty.containsKey(name)
                    ? file.file().getFileName().toString()
                    : name;
            faulty.put(free, file);
        }
    }

    /** @throws SQLException 58030 if the directory cannot be listed */
    Contents read() throws SQLException {
        var contents = new Contents(new TreeMap<>(), new TreeMap<>());
        var faulty = new ArrayList<FaultyFile>();
        for (var file : files()) {
            try {
                read(file)
                        .ifPresent(definition ->
                                contents.add(name(definition), new StoredFunction(definition, file, this)));
            } catch (SQLException e) {
                faulty.add(new FaultyFile(file, e));
            }
        }
        faulty.forEach(file -> contents.add(name(file.file()), file));
        return contents;
    }

    /** Returns the name that a statement without quotes would have for the file. */
    private String name(Path file) {
        String name = file.getFileName().toString();
        var part = new QualifiedName.Part(name.substring(0, name.length() - SUFFIX.length()), false);
        return new NamePath(unquoted, new QualifiedName(Optional.empty(), part)).name();
    }

    private List<Path> files() throws SQLException {
        if (writable && Files.notExists(path)) {
            return List.of();
        }
        try (var files = Files.list(path)) {
            return files.filter(file ->
                            file.toString().endsWith(SUFFIX) && !file.toString().endsWith(ModuleFiles.SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw failed("the directory of Python functions cannot be read", e);
        }
    }

    /** Returns empty if the file does not exist, or not any more. */
    private static Optional<FunctionDefinition> read(Path file) throws SQLException {
        try {
            var statements = StatementParser.parse(Files.readString(file));
            if (statements.size() != 1 || !(statements.get(0) instanceof Create create)) {
                throw bad(file, "expected one CREATE FUNCTION … LANGUAGE PYTHON statement and nothing else");
            }
            if (create.definition().name().schema().isPresent()) {
                throw bad(
                        file,
                        "function " + create.definition().name() + " belongs to the schema of the directory: "
                                + "write its name without a schema");
            }
            return Optional.of(create.definition());
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(file)) {
                throw failed(file + " cannot be read", e); // a link to nothing stays: a write would be tried for ever
            }
            return Optional.empty();
        } catch (IOException e) {
            throw failed(file + " cannot be read", e);
        } catch (SQLException e) {
            throw e.getMessage().startsWith(file.toString())
                    ? e
                    : new SQLException(file + ": " + e.getMessage(), e.getSQLState(), e);
        }
    }

    private static SQLException bad(Path file, String message) {
        return new SQLException(file + ": " + message, SqlStates.DEFINITION);
    }

    private static SQLException failed(String what, IOException e) {
        return new SQLException(what + ": " + e, IO_ERROR, e);
    }

    /**
     * Writes the function's file, all or nothing. Other connections, including those of other processes, may have
     * changed the directory since this one read it, and may change it at this moment.
     *
     * @return the directory's current function; with IF NOT EXISTS it may be that of another connection
     * @throws SQLException 42000 if the directory has the function and it must not be replaced
     */
    StoredFunction write(String name, FunctionDefinition definition, Create create) throws SQLException {
        var own = path.resolve(fileName(name));
        var stored = withName(definition, name);
        try {
            Files.createDirectories(path);
            while (true) {
                var old = find(name, own);
                if (old.isPresent() && create.ifNotExists()) {
                    return old.get();
                }
                if (old.isPresent() && !create.orReplace()) {
                    throw taken(name, old.get().file());
                }
                var file = old.map(StoredFunction::file).orElse(own);
                if (old.isPresent() ? replace(file, own, stored, name) : add(own, stored, name)) {
                    return new StoredFunction(stored, file, this);
                }
            }
        } catch (IOException e) {
            throw failed("PythonFunction " + name + ": " + own + " cannot be written", e);
        }
    }

    private static SQLException taken(String name, Path file) {
        return new SQLException(
                "PythonFunction " + name + ": " + file + " has it, which this connection did not know; "
                        + "say CREATE OR REPLACE FUNCTION, or connect again to use it",
                SqlStates.DEFINITION);
    }

    /**
     * Returns the directory's current function.
     *
     * @param own the file to which a function of that name is written; it takes precedence over all others
     */
    private Optional<StoredFunction> find(String name, Path own) throws SQLException {
        var there = read(own).filter(definition -> name(definition).equals(name));
        return there.isPresent() ? there.map(definition -> new StoredFunction(definition, own, this)) : elsewhere(name);
    }

    private Optional<StoredFunction> elsewhere(String name) throws SQLException {
        var contents = read();
        if (contents.faulty().containsKey(name)) {
            throw contents.faulty().get(name).error();
        }
        return Optional.ofNullable(contents.functions().get(name));
    }

    /** Returns false if another connection was faster. */
    private boolean add(Path own, FunctionDefinition definition, String name) throws SQLException, IOException {
        var other = read(own).map(this::name).filter(found -> !found.equals(name));
        if (other.isPresent()) {
            throw bad(
                    own,
                    "has the function " + other.get() + ", but this is the name of the file for the function " + name
                            + "; rename the file");
        }
        return WholeFile.create(own, text(definition));
    }

    /** Returns false if another connection dropped the function in that file meanwhile, and created it in its own. */
    private boolean replace(Path file, Path own, FunctionDefinition definition, String name)
            throws SQLException, IOException {
        WholeFile.replace(file, text(definition));
        if (file.equals(own) || read(own).map(this::name).filter(name::equals).isEmpty()) {
            return true;
        }
        Files.deleteIfExists(file);
        return false;
    }

    private static String text(FunctionDefinition definition) {
        return definition.sql() + "\n";
    }

    private String name(FunctionDefinition definition) {
        return new NamePath(unquoted, definition.name()).name();
    }

    /** Deletes the file that currently has the function; does nothing if another connection did so before. */
    void delete(String name) throws SQLException {
        var file = find(name, path.resolve(fileName(name))).map(StoredFunction::file);
        try {
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
        } catch (IOException e) {
            throw failed("PythonFunction " + name + ": " + file.get() + " cannot be deleted", e);
        }
    }

    /** Returns the definition without schema, and without quotes if they make no difference. */
    private FunctionDefinition withName(FunctionDefinition it, String name) {
        var plain = new QualifiedName.Part(name.toLowerCase(Locale.ROOT), false);
        boolean same = name.matches("[A-Za-z_][A-Za-z0-9_]*")
                && new NamePath(unquoted, new QualifiedName(Optional.empty(), plain))
                        .name()
                        .equals(name);
        var part = same ? plain : new QualifiedName.Part(name, true);
        return new FunctionDefinition(
                it.kind(),
                new QualifiedName(Optional.empty(), part),
                it.parameters(),
                it.result(),
                it.columns(),
                it.deterministic(),
                it.nullPolicy(),
                it.handler(),
                it.options(),
                it.body());
    }

    /** Two names never share a file, even if the file system ignores case. */
    private String fileName(String name) {
        boolean simple = name.matches("[A-Z_][A-Z0-9_]*") && unquoted == Casing.TO_UPPER;
        String readable = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        byte[] code = name.getBytes(StandardCharsets.UTF_8);
        return simple ? readable + SUFFIX : readable + "-" + HexFormat.of().formatHex(code) + SUFFIX;
    }
}
