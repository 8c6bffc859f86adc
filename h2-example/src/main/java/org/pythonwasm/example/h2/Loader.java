package org.pythonwasm.example.h2;

import io.trino.tpch.TextPool;
import io.trino.tpch.TpchEntity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.pythonwasm.example.tpch.AddressLabel;
import org.pythonwasm.example.tpch.Screen;
import org.pythonwasm.example.tpch.Stopwatch;

/** Creates the tables and fills them from the TPC-H generator, in batches. */
final class Loader {
    private static final int BATCH_ROWS = 1_000;
    private static final String LABELS = "address_label";

    private final Connection connection;
    private final Screen screen;
    private final double scale;

    Loader(Connection connection, Screen screen, double scale) {
        this.connection = connection;
        this.screen = screen;
        this.scale = scale;
    }

    void load() throws SQLException {
        screen.heading("Loading");
        writeTexts();
        for (var table : SourceTable.ALL) {
            load(table);
        }
        addressLabels();
    }

    /**
     * The generator creates the text from which comments are cut once per JVM; otherwise the first table would seem
     * slow.
     */
    private void writeTexts() {
        var watch = Stopwatch.start();
        int bytes = TextPool.getDefaultTextPool().size();
        screen.line("  %-13s %,9d KiB  %,7.0f ms", "comment texts", bytes / 1024, watch.milliseconds());
    }

    private <E extends TpchEntity> void load(SourceTable<E> table) throws SQLException {
        execute(table.createStatement());
        fill(table.name(), table.insertStatement(), table.expectedRows(scale), table.rows(scale), (insert, row) -> {
            int parameter = 0;
            for (var column : table.columns()) {
                insert.setObject(++parameter, SourceTable.value(column, row));
            }
        });
    }

    private void addressLabels() throws SQLException {
        execute("CREATE TABLE " + LABELS + " (custkey BIGINT PRIMARY KEY, country VARCHAR(30) NOT NULL)");
        var labels = AddressLabel.generate(scale);
        fill(LABELS, "INSERT INTO " + LABELS + " VALUES (?, ?)", labels.size(), labels, (insert, label) -> {
            insert.setLong(1, label.customer());
            insert.setString(2, label.country());
        });
    }

    private interface RowWriter<R> {
        void write(PreparedStatement insert, R row) throws SQLException;
    }

    private <R> void fill(String table, String statement, long expected, Iterable<R> rows, RowWriter<R> writer)
            throws SQLException {
        var watch = Stopwatch.start();
        long count = 0;
        try (var insert = connection.prepareStatement(statement);
                var meter = Meter.of(screen, table, expected)) {
            for (R row : rows) {
                writer.write(insert, row);
                insert.addBatch();
                if (++count % BATCH_ROWS == 0) {
                    insert.executeBatch();
                    meter.reached(count);
                }
            }
            insert.executeBatch();
        }
        double milliseconds = watch.milliseconds();
        screen.line(
                "  %-13s %,9d rows %,7.0f ms %,9.0f rows/s",
                table, count, milliseconds, Stopwatch.perSecond(count, milliseconds));
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
