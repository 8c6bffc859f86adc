package org.pythonwasm.udf.h2;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.tools.SimpleResultSet;
import org.h2.util.StringUtils;
import org.pythonwasm.udf.QualifiedName;
import org.pythonwasm.udf.QualifiedName.Part;
import org.pythonwasm.udf.h2.Aliases.Alias;
import org.pythonwasm.udf.h2.function.LoadedFunctions;
import org.pythonwasm.udf.h2.generated.TableFunctionTarget;
import org.pythonwasm.udf.internal.metrics.CallCounts;
import org.pythonwasm.udf.internal.metrics.FunctionEntry;

/** The rows of the view {@code PUBLIC.PYTHON_FUNCTIONS}, which the first function of a database creates. Stateless. */
public final class FunctionRows {
    private static final QualifiedName NAME =
            new QualifiedName(Optional.of(new Part("PUBLIC", false)), new Part("PYTHON_FUNCTION_ROWS", false));

    static {
        AliasFactory.requireInstalled();
    }

    private FunctionRows() {}

    /**
     * Returns statements, each followed by a semicolon; none if {@code h2.allowedClasses} does not admit this class.
     */
    static String createTable() {
        try {
            AliasFactory.load(FunctionRows.class.getName());
        } catch (SQLException refused) {
            return "";
        }
        return "CREATE ALIAS IF NOT EXISTS PUBLIC.PYTHON_FUNCTION_ROWS "
                + "FOR '" + FunctionRows.class.getName() + ".rows'; "
                + "CREATE VIEW IF NOT EXISTS PUBLIC.PYTHON_FUNCTIONS "
                + "AS SELECT * FROM PUBLIC.PYTHON_FUNCTION_ROWS(); ";
    }

    /**
     * Returns text that replaces a function by another one of the same kind, see {@link AliasReplacement}. It calls the
     * alias behind the view, which exists and runs in the database's process. Empty if {@code h2.allowedClasses} does
     * not admit this class.
     *
     * @param className of the new function
     */
    static Optional<String> replace(Alias old, String className) {
        return createTable().isEmpty()
                ? Optional.empty()
                : Optional.of("CALL PUBLIC.PYTHON_FUNCTION_ROWS("
                        + Stream.of(old.schema(), old.name(), className)
                                .map(StringUtils::quoteStringSQL)
                                .collect(Collectors.joining(", "))
                        + ")");
    }

    /** Called by H2 for CREATE OR REPLACE FUNCTION; only administrators may. */
    public static void rows(Connection connection, String schema, String name, String className) throws SQLException {
        AliasReplacement.run(
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession(), schema, name, className);
    }

    /** Returns a query for the rows. Only the process of the database knows calls and errors. */
    static String query(Connection connection) throws SQLException {
        boolean isHere = connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal;
        return isHere || Aliases.find(connection, NAME).isEmpty()
                ? FunctionEntry.query(entries(connection))
                : "SELECT * FROM PUBLIC.PYTHON_FUNCTION_ROWS()";
    }

    /** Called by H2. */
    public static ResultSet rows(Connection connection) throws SQLException {
        var rows = new SimpleResultSet();
        // Uses H2's case for names without quotes: if H2 turns them into lower case, NAME would be another column than
        // name.
        boolean isLower = connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
                && session.getDatabase().getSettings().databaseToLower;
        for (String column : FunctionEntry.COLUMNS) {
            int type = switch (column) {
                case "CREATED" -> Types.TIMESTAMP;
                case "CALLS", "ERRORS" -> Types.BIGINT;
                default -> Types.VARCHAR;
            };
            rows.addColumn(isLower ? column.toLowerCase(Locale.ROOT) : column, type, 0, 0);
        }
        if (!TableFunctionTarget.isColumnList(connection)) {
            entries(connection).forEach(entry -> rows.addRow(entry.values().toArray()));
        }
        return rows;
    }

    static List<FunctionEntry> entries(Connection connection) throws SQLException {
        var entries = new ArrayList<FunctionEntry>();
        for (var alias : Aliases.python(connection)) {
            entries.add(entry(alias, connection));
        }
        return entries;
    }

    private static FunctionEntry entry(Alias alias, Connection connection) throws SQLException {
        var session = connection.unwrap(JdbcConnection.class).getSession();
        var counts = LoadedFunctions.counts(alias.className(), session);
        return new FunctionEntry(
                alias.schema(),
                alias.name(),
                alias.definition(),
                alias.created(),
                counts.stream().mapToLong(CallCounts::calls).sum(),
                counts.stream().mapToLong(CallCounts::errors).sum());
    }
}
