package org.pythonwasm.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The CSV files of a directory, each a table. */
record CsvDirectory(Path path, List<CsvFile> files) {
    /** @throws IllegalArgumentException for no directory, one without a CSV file, and a file that is none */
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
            throw new IllegalArgumentException("--csv " + directory + ": " + e, e);
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("--csv names a directory with files *.csv: " + directory + " has none");
        }
        return new CsvDirectory(directory, List.copyOf(files));
    }

    void load(Connection connection) throws SQLException {
        for (var file : files) {
            file.load(connection);
        }
    }
}
