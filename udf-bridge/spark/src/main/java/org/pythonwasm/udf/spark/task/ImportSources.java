package org.pythonwasm.udf.spark.task;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.SparkFiles;
import org.pythonwasm.udf.ModuleDefinition;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.internal.session.Imports;
import org.pythonwasm.udf.spi.FunctionStatement.CreateModule;

/**
 * What a function can import, on its way to executors: the text of its modules, and the name of the directory that each JVM has with
 * the packages. Immutable.
 */
public final class ImportSources implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Null for the packages that the JVM makes available. */
    private final String directory;

    private final ArrayList<String> modules;

    private ImportSources(String directory, List<String> modules) {
        this.directory = directory;
        this.modules = new ArrayList<>(modules);
    }

    /** @param directory of the packages; null or empty for those that the JVM makes available */
    public static ImportSources of(String directory) {
        return new ImportSources(directory == null || directory.isEmpty() ? null : directory, List.of());
    }

    /** Returns the same packages with other modules. */
    public ImportSources with(List<ModuleDefinition> others) {
        return new ImportSources(
                directory, others.stream().map(ModuleDefinition::sql).toList());
    }

    /** Returns it for use in this JVM. */
    public Imports here() {
        Imports packages = directory == null
                ? Imports.OF_SESSION
                : session -> Imports.of(located()).packages(session);
        return packages.withModules(parsed());
    }

    /** A relative name is that of an archive of the application: what a session adds does not stand in its place. */
    private Path located() {
        var path = Path.of(directory);
        if (path.isAbsolute()) {
            return path;
        }
        var archive = Path.of(SparkFiles.getRootDirectory(), directory);
        return Files.isDirectory(archive) ? archive : path;
    }

    private List<ModuleDefinition> parsed() {
        var parsed = new ArrayList<ModuleDefinition>();
        try {
            for (String statement : modules) {
                parsed.add(((CreateModule) StatementParser.parse(statement).get(0)).definition());
            }
            return parsed;
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
    }

    /** Returns what distinguishes it from all others; empty if there is nothing to import but what each JVM makes available. */
    String key() {
        return directory == null && modules.isEmpty() ? "" : " " + directory + "\n" + String.join("\n", modules);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImportSources sources
                && Objects.equals(sources.directory, directory)
                && sources.modules.equals(modules);
    }

    @Override
    public int hashCode() {
        return Objects.hash(directory, modules);
    }
}
