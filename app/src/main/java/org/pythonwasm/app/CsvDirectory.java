package org.pythonwasm.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

/** The CSV files of a directory, each a table. */
record CsvDirectory(Path path, List<CsvFile> files) {
    /** @throws IllegalArgumentException for no directory, one without a CSV file, a file that is none, and two of one table */
    static CsvDirectory in(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("--csv names a directory: " + directory + " is none");
        }
        var files = new ArrayList<CsvFile>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.filter(CsvFile::isOne).sorted().toList()) {
                files.add(CsvFile.read(file));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--csv " + directory + ": " + (e.getClass() == IOException.class ? e.getMessage() : e), e);
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("--csv names a directory with files *.csv: " + directory + " has none");
        }
        var tables = new HashMap<String, Path>();
        for (var file : files) {
            Path other = tables.put(file.table(), file.path().getFileName());
            if (other != null) {
                throw new IllegalArgumentException("--csv " + directory + ": " + other + " and "
                        + file.path().getFileName() + " would both be the table " + file.table() + ": rename one");
            }
        }
        return new CsvDirectory(directory, List.copyOf(files));
    }

    /** Says of which files not all values are in the tables. */
    void warn(PrintStream err) {
        for (var file : files) {
            if (file.longer() > 0) {
                err.println("python-wasm: " + file.path().getFileName() + ": " + file.longer()
                        + (file.longer() == 1 ? " row has" : " rows have") + " more values than the "
                        + file.columns().size() + " columns of the first line; these values are left out");
            }
        }
    }

    void load(Connection connection) throws SQLException {
        for (var file : files) {
            file.load(connection);
        }
    }
}
