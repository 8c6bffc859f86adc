package org.pythonwasm.example.calcite;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.pythonwasm.example.tpch.AddressLabel;
import org.pythonwasm.example.tpch.Screen;
import org.pythonwasm.example.tpch.Stopwatch;

/**
 * Writes tables of the TPC-H generator in the format of Calcite's file adapter: one file per table with the table's
 * name, whose first line has {@code NAME:type} of each column. Names are in upper case, because Calcite reads names
 * without quotes so.
 */
final class CsvFiles {
    private static final List<TpchTable<?>> TABLES = List.of(
            TpchTable.REGION,
            TpchTable.NATION,
            TpchTable.SUPPLIER,
            TpchTable.PART,
            TpchTable.CUSTOMER,
            TpchTable.ORDERS,
            TpchTable.LINE_ITEM);

    private CsvFiles() {}

    static void export(Path directory, double scale, Screen screen) throws IOException {
        Files.createDirectories(directory);
        for (var table : TABLES) {
            var file = directory.resolve(table.getTableName().toUpperCase(Locale.ROOT) + ".csv");
            export(file, screen, () -> write(table, scale, file));
        }
        var labels = directory.resolve("ADDRESS_LABEL.csv");
        export(labels, screen, () -> writeLabels(scale, labels));
    }

    /** Writes a file and returns the number of its rows. */
    private interface Writing {
        long run() throws IOException;
    }

    private static void export(Path file, Screen screen, Writing writing) throws IOException {
        var watch = Stopwatch.start();
        long rows = writing.run();
        screen.line("  %-17s %,9d rows in %,6.0f ms", file.getFileName(), rows, watch.milliseconds());
    }

    private static long writeLabels(double scale, Path file) throws IOException {
        var labels = AddressLabel.generate(scale);
        try (var out = Files.newBufferedWriter(file)) {
            line(out, List.of("CUSTKEY:long", "COUNTRY:string"));
            for (var label : labels) {
                line(out, List.of(Long.toString(label.customer()), label.country()));
            }
        }
        return labels.size();
    }

    private static <E extends TpchEntity> long write(TpchTable<E> table, double scale, Path file) throws IOException {
        long rows = 0;
        try (var out = Files.newBufferedWriter(file)) {
            line(out, table.getColumns().stream().map(CsvFiles::header).toList());
            for (E row : table.createGenerator(scale, 1, 1)) {
                line(
                        out,
                        table.getColumns().stream()
                                .map(column -> value(column, row))
                                .toList());
                rows++;
            }
        }
        return rows;
    }

    private static void line(Writer out, List<String> cells) throws IOException {
        out.write(cells.stream().collect(Collectors.joining(",", "", "\n")));
    }

    /** The generator's only use of DOUBLE is for values that TPC-H declares as decimals. */
    private static String header(TpchColumn<?> column) {
        return column.getColumnName().toUpperCase(Locale.ROOT) + ":"
                + switch (column.getType().getBase()) {
                    case IDENTIFIER -> "long";
                    case INTEGER -> "int";
                    case DATE -> "date";
                    case DOUBLE -> "\"decimal(15,2)\"";
                    case VARCHAR -> "string";
                };
    }

    private static <E extends TpchEntity> String value(TpchColumn<E> column, E row) {
        return switch (column.getType().getBase()) {
            case IDENTIFIER -> Long.toString(column.getIdentifier(row));
            case INTEGER -> Integer.toString(column.getInteger(row));
            case DATE -> LocalDate.ofEpochDay(column.getDate(row)).toString();
            case DOUBLE -> String.format(Locale.ROOT, "%.2f", column.getDouble(row));
            case VARCHAR -> '"' + column.getString(row).replace("\"", "\"\"") + '"';
        };
    }
}
