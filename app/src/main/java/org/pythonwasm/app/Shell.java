package org.pythonwasm.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.pythonwasm.modules.ClassCache;
import sqlline.SqlLine;

/** A prompt for SQL: sqlline, with history and completion. */
final class Shell {
    private static final String WIDEST = "200";

    private Shell() {}

    /**
     * Returns when the person leaves.
     *
     * @param connection to the same database, which keeps it while sqlline has it
     */
    static int run(String url, ConnectionOptions options, Format format, Connection connection, PrintStream out)
            throws IOException, SQLException {
        var metaData = connection.getMetaData();
        out.println("python-wasm: " + metaData.getDatabaseProductName() + " " + metaData.getDatabaseProductVersion()
                + tables(connection));
        out.println("End a statement with a semicolon; !tables, !set outputformat csv, !help; exit ends.");
        out.flush();
        Path history = ClassCache.defaultDirectory().resolveSibling("sql-history");
        var arguments = List.of(
                "-u",
                url,
                "-n",
                options.user(),
                "-p",
                options.password(),
                "--showElapsedTime=true",
                "--fastConnect=false",
                "--isolation=TRANSACTION_READ_COMMITTED",
                "--maxWidth=" + WIDEST,
                "--prompt='sql> '",
                "--escapeOutput=true",
                "--outputFormat=" + format.ofShell(),
                "--historyFile=" + history);
        var status = new SqlPrompt(ownTables(url)).begin(arguments.toArray(String[]::new), null, true);
        return status == SqlLine.Status.OK ? 0 : 1;
    }

    /** Returns a query for the tables that {@link #tables} names. */
    static String ownTables(String url) {
        return url.startsWith(ConnectionOptions.CALCITE)
                ? "SELECT \"tableSchem\" AS TABLE_SCHEM, \"tableName\" AS TABLE_NAME, \"tableType\" AS TABLE_TYPE"
                        + " FROM \"metadata\".TABLES WHERE \"tableSchem\" NOT IN ('metadata', 'CSV') ORDER BY 1, 2"
                : "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES"
                        + " WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA' ORDER BY 1, 2";
    }

    private static String tables(Connection connection) throws SQLException {
        var names = new ArrayList<String>();
        try (var tables = connection.getMetaData().getTables(null, null, null, null)) {
            while (tables.next()) {
                if (!List.of("INFORMATION_SCHEMA", "metadata", "CSV").contains(tables.getString("TABLE_SCHEM"))) {
                    names.add(tables.getString("TABLE_NAME"));
                }
            }
        }
        return names.isEmpty() ? "" : "; tables " + String.join(", ", names);
    }
}
