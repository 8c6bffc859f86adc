package org.pythonwasm.udf.calcite.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pythonwasm.udf.ModuleDefinition;
import org.pythonwasm.udf.QualifiedName;
import org.pythonwasm.udf.internal.check.ModuleCheck;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.spi.FunctionStatement.CreateModule;

/**
 * The {@code .module.sql} files of a directory, each with one CREATE PYTHON MODULE statement.
 *
 * @param path may be missing if it is writable
 */
record ModuleFiles(Path path, boolean writable) {
    static final String SUFFIX = ".module.sql";

    List<ModuleDefinition> read() throws SQLException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        var modules = new ArrayList<ModuleDefinition>();
        try (var files = Files.list(path)) {
            for (Path file : files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                modules.add(read(file));
            }
            return modules;
        } catch (IOException e) {
            throw new SQLException("the directory of Python modules cannot be read: " + e, "58030", e);
        }
    }

    /** A file without a module is one that cannot be imported. */
    private static ModuleDefinition read(Path file) throws IOException {
        String name = file.getFileName().toString();
        String problem = "expected one CREATE PYTHON MODULE statement and nothing else";
        try {
            var statements = StatementParser.parse(Files.readString(file));
            if (statements.size() == 1 && statements.get(0) instanceof CreateModule create) {
                if (create.definition().name().schema().isEmpty()) {
                    return create.definition();
                }
                problem = "write the name without a schema: it is that of the directory";
            }
        } catch (SQLException e) {
            problem = e.getMessage();
        }
        return new ModuleDefinition(
                plain(name.substring(0, name.length() - SUFFIX.length())),
                List.of(),
                "raise ImportError('''"
                        + (file + ": " + problem).replace("\\", "\\\\").replace("'", "\\'") + "''')\n");
    }

    private static QualifiedName plain(String name) {
        return new QualifiedName(Optional.empty(), new QualifiedName.Part(name, true));
    }

    private Path file(ModuleDefinition module) {
        return path.resolve(module.module() + SUFFIX);
    }

    /** @throws SQLException 42000 if the directory has a file of it and is not writable */
    void write(ModuleDefinition module) throws SQLException {
        try {
            if (writable) {
                Files.createDirectories(path);
                WholeFile.replace(
                        file(module), module.withName(plain(module.module())).sql() + "\n");
            } else if (Files.exists(file(module))) {
                throw readOnly(module);
            }
        } catch (IOException e) {
            throw ModuleCheck.refused(module, file(module) + " cannot be written: " + e, e);
        }
    }

    /** @throws SQLException 42000 if the directory has a file of it and is not writable */
    void delete(ModuleDefinition module) throws SQLException {
        try {
            if (writable) {
                Files.deleteIfExists(file(module));
            } else if (Files.exists(file(module))) {
                throw readOnly(module);
            }
        } catch (IOException e) {
            throw ModuleCheck.refused(module, file(module) + " cannot be deleted: " + e, e);
        }
    }

    private SQLException readOnly(ModuleDefinition module) {
        return ModuleCheck.refused(
                module,
                "it comes from " + file(module)
                        + ", and this schema may not write there; set \"writable\": true in the model",
                null);
    }
}
