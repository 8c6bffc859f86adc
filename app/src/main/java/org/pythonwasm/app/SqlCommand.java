package org.pythonwasm.app;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.pythonwasm.cli.PythonWasm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sql}: runs statements, or opens a prompt for them. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs SQL with Python functions in H2 or Calcite. Without -e and -f it opens a prompt, or runs what is piped in.",
            "A statement CREATE FUNCTION … LANGUAGE PYTHON makes a function."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all statements ran",
            "1:one failed, which was the last, or the database cannot be opened",
            "2:wrong options"
        })
final class SqlCommand implements Callable<Integer> {
    private static final String MEMORY = "sql";

    @ParentCommand
    private PythonWasm parent;

    @Mixin
    private ConnectionOptions database;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Run the statements of this file; - is what is piped in. Files come before -e.")
    private List<Path> files = List.of();

    @Option(
            names = {"-e", "--execute"},
            paramLabel = "SQL",
            description = "Run these statements, which have semicolons between them.")
    private List<String> texts = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How results are printed: ${COMPLETION-CANDIDATES} (default: table).")
    private Format format;

    @Override
    public Integer call() throws SQLException, IOException {
        String url = database.url(MEMORY, parent);
        if (files.isEmpty() && texts.isEmpty() && PythonWasm.isInteractive()) {
            try (var connection = database.open(url, database.password(), parent.err())) {
                return Shell.run(url, database, format, connection, parent.out());
            }
        }
        var scripts = scripts();
        try (var connection = database.open(url, database.password(), parent.err())) {
            for (var script : scripts) {
                if (!script.run(connection, format, parent.out(), parent.err())) {
                    return 1;
                }
            }
            return 0;
        }
    }

    /** Reads all before the first runs. */
    private List<Script> scripts() throws IOException {
        var scripts = new ArrayList<Script>();
        for (Path file : files) {
            scripts.add(file.toString().equals("-") ? input() : new Script(file + ", line ", read(file)));
        }
        texts.forEach(text -> scripts.add(new Script("", text)));
        if (scripts.isEmpty()) {
            scripts.add(input());
        }
        return scripts;
    }

    private Script input() throws IOException {
        return new Script("line ", new String(parent.in().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static String read(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("can't read file '" + file + "': it is a directory");
        }
        try {
            return Files.readString(file).replaceFirst("^\uFEFF", "");
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("can't open file '" + file + "': it is not there", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("can't read file '" + file + "': it is not in UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("can't read file '" + file + "': " + e, e);
        }
    }
}
