package org.pythonwasm.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.h2.tools.Csv;

/**
 * A CSV file in UTF-8 as a table: its first line has the names, and all its values decide the types. Names are made such
 * that SQL needs no quotes for them.
 *
 * @param columns in the order of the file
 * @param longer how many rows have more values than there are columns
 */
record CsvFile(Path path, char separator, String table, List<Column> columns, long longer) {
    private static final String END = ".csv";
    private static final String SEPARATORS = ",;\t|";
    private static final int BATCH = 1_000;
    private static final int LONGEST_HEADER = 1 << 20;
    /** Values behind those of the columns that are looked for. */
    private static final int BEYOND = 16;

    record Column(String name, String type) {}

    static boolean isOne(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(END) && Files.isRegularFile(file);
    }

    /** Reads all of it, to know the types. */
    static CsvFile read(Path path) throws IOException {
        String file = path.getFileName().toString();
        try {
            char separator = separator(path);
            var headers = headers(path, separator);
            var types = headers.stream().map(header -> new ColumnType()).toList();
            long longer = readTypes(path, separator, types);
            return new CsvFile(
                    path,
                    separator,
                    identifier(file.substring(0, file.length() - END.length()), "TABLE"),
                    columns(headers, types),
                    longer);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not in UTF-8", e);
        } catch (SQLException e) {
            throw new IOException(isCoding(e) ? file + " is not in UTF-8" : file + ": " + SqlErrors.text(e), e);
        }
    }

    private static boolean isCoding(Throwable error) {
        return error != null && (error instanceof CharacterCodingException || isCoding(error.getCause()));
    }

    private static List<String> headers(Path path, char separator) throws IOException, SQLException {
        try (Reader in = open(path)) {
            var names = csv(separator).read(in, null).getMetaData();
            var headers = new ArrayList<String>();
            for (int i = 1; i <= names.getColumnCount(); i++) {
                headers.add(names.getColumnLabel(i));
            }
            return headers;
        }
    }

    /** Returns how many rows have more values; H2 drops those without a word. */
    private static long readTypes(Path path, char separator, List<ColumnType> types) throws IOException, SQLException {
        var names = new String[types.size() + BEYOND];
        Arrays.setAll(names, Integer::toString);
        long longer = 0;
        try (Reader in = open(path)) {
            ResultSet rows = csv(separator).read(in, names);
            rows.next(); // the headers
            while (rows.next()) {
                for (int i = 0; i < types.size(); i++) {
                    types.get(i).add(rows.getString(i + 1));
                }
                if (hasMore(rows, types.size(), names.length)) {
                    longer++;
                }
            }
        }
        return longer;
    }

    private static boolean hasMore(ResultSet rows, int columns, int all) throws SQLException {
        for (int i = columns + 1; i <= all; i++) {
            if (rows.getString(i) != null) {
                return true;
            }
        }
        return false;
    }

    private static BufferedReader open(Path path) throws IOException {
        var in = Files.newBufferedReader(path);
        in.mark(1);
        if (in.read() != '\uFEFF') {
            in.reset();
        }
        return in;
    }

    private static Csv csv(char separator) {
        var csv = new Csv();
        csv.setFieldSeparatorRead(separator);
        csv.setCaseSensitiveColumnNames(true);
        return csv;
    }

    /** The one that the headers have most of, outside of quotes. */
    private static char separator(Path path) throws IOException {
        String first;
        try (var in = open(path)) {
            first = line(in);
        }
        if (first.isBlank()) {
            throw new IOException(path.getFileName() + " has no first line with the names of its columns");
        }
        String bare = first.replaceAll("\"[^\"]*\"", "");
        char best = SEPARATORS.charAt(0);
        for (char candidate : SEPARATORS.toCharArray()) {
            if (count(bare, candidate) > count(bare, best)) {
                best = candidate;
            }
        }
        return best;
    }

    /** With the line ends that are inside of quotes. */
    private static String line(Reader in) throws IOException {
        var line = new StringBuilder();
        boolean quoted = false;
        for (int c = in.read(); c >= 0 && (c != '\n' || quoted) && line.length() < LONGEST_HEADER; c = in.read()) {
            quoted ^= c == '"';
            line.append((char) c);
        }
        return line.toString();
    }

    private static long count(String text, char searched) {
        return text.chars().filter(c -> c == searched).count();
    }

    private static List<Column> columns(List<String> headers, List<ColumnType> types) {
        Set<String> taken = new HashSet<>();
        var columns = new ArrayList<Column>();
        for (int i = 0; i < headers.size(); i++) {
            String name = identifier(headers.get(i), "COLUMN_" + (i + 1));
            String free = name;
            for (int n = 2; !taken.add(free); n++) {
                free = name + "_" + n;
            }
            columns.add(new Column(free, types.get(i).sql()));
        }
        return List.copyOf(columns);
    }

    /** In upper case, as databases have names without quotes. */
    private static String identifier(String text, String otherwise) {
        String name = text.strip()
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_+|_+$", "")
                .toUpperCase(Locale.ROOT);
        if (name.isEmpty()) {
            return otherwise;
        }
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    /** Makes the table and fills it. */
    void load(Connection connection) throws SQLException {
        try {
            fill(connection);
        } catch (IOException e) {
            throw new SQLException(path.getFileName() + ": " + e, e);
        } catch (SQLException e) {
            throw new SQLException(path.getFileName() + ": " + SqlErrors.text(e), e.getSQLState(), e);
        }
    }

    private void fill(Connection connection) throws SQLException, IOException {
        String declared = columns.stream()
                .map(column -> '"' + column.name() + "\" " + column.type())
                .collect(Collectors.joining(", "));
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE \"" + table + "\" (" + declared + ")");
        }
        String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        try (Reader in = open(path);
                var insert = connection.prepareStatement("INSERT INTO \"" + table + "\" VALUES (" + marks + ")")) {
            ResultSet rows = csv(separator).read(in, null);
            int waiting = 0;
            while (rows.next()) {
                for (int i = 1; i <= columns.size(); i++) {
                    insert.setString(i, rows.getString(i));
                }
                insert.addBatch();
                if (++waiting % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            if (waiting % BATCH > 0) {
                insert.executeBatch();
            }
        }
    }
}
