package org.pythonwasm.udf.h2;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.FunctionKind;
import org.pythonwasm.udf.QualifiedName;
import org.pythonwasm.udf.internal.define.CheckedFunction;

/** Reads aliases and aggregates from H2's information schema. */
final class Aliases {
    private static final String SELECT =
            "SELECT DISTINCT ROUTINE_SCHEMA, ROUTINE_NAME, EXTERNAL_NAME " + "FROM INFORMATION_SCHEMA.ROUTINES WHERE ";
    private static final String VIEWS =
            "SELECT TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.VIEWS " + "WHERE POSITION(?, VIEW_DEFINITION) > 0";

    private Aliases() {}

    /**
     * @param className that the alias names
     * @param function null if the alias is no Python function, or one that cannot be read
     * @param created null if it is not known
     */
    record Alias(String schema, String name, String className, CheckedFunction function, Instant created) {
        FunctionDefinition definition() {
            return function.definition();
        }

        boolean isAggregate() {
            return isPython() && definition().kind() == FunctionKind.AGGREGATE;
        }

        boolean isPython() {
            return function != null;
        }
    }

    /** Leaves out those that this version cannot read, which must not hide the others. */
    static List<Alias> python(Connection connection) throws SQLException {
        return select(connection, "POSITION(?, EXTERNAL_NAME) = 1 ORDER BY 1, 2", AliasName.PREFIX).stream()
                .filter(Alias::isPython)
                .toList();
    }

    /** Leaves out those that this version cannot read. */
    static List<H2Modules.Stored> modules(Connection connection) throws SQLException {
        var modules = new ArrayList<H2Modules.Stored>();
        for (var alias : select(connection, "POSITION(?, EXTERNAL_NAME) = 1 ORDER BY 1, 2", ModuleName.PREFIX)) {
            try {
                modules.add(new H2Modules.Stored(alias.schema(), ModuleName.parse(alias.className())));
            } catch (SQLException unreadable) {
                // It stands for no module.
            }
        }
        return modules;
    }

    /** Returns the schema of a name, in H2's spelling. */
    static String schema(Connection connection, QualifiedName name) throws SQLException {
        return name.schema().isPresent() ? fold(connection, name.schema().get()) : connection.getSchema();
    }

    static Optional<Alias> find(Connection connection, QualifiedName name) throws SQLException {
        String schema = schema(connection, name);
        String same = connection.getMetaData().storesMixedCaseIdentifiers()
                ? "UPPER(ROUTINE_SCHEMA) = UPPER(?) AND UPPER(ROUTINE_NAME) = UPPER(?)"
                : "ROUTINE_SCHEMA = ? AND ROUTINE_NAME = ?";
        return select(connection, same, schema, fold(connection, name.name())).stream()
                .findFirst();
    }

    /** H2 stores the text of a view with every name quoted and qualified, so a call can be found in it. */
    static List<String> viewsThatCall(Connection connection, Alias alias) throws SQLException {
        String call = quote(alias.schema()) + "." + quote(alias.name()) + "(";
        var views = new ArrayList<String>();
        try (var statement = connection.prepareStatement(VIEWS)) {
            statement.setString(1, call);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    views.add(quote(rows.getString(1)) + "." + quote(rows.getString(2)));
                }
            }
        }
        return views;
    }

    private static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** H2 may keep names without quotes unchanged, and may then distinguish or ignore case. */
    private static String fold(Connection connection, QualifiedName.Part part) throws SQLException {
        var metaData = connection.getMetaData();
        if (!part.quoted() && metaData.storesLowerCaseIdentifiers()) {
            return part.text().toLowerCase(Locale.ROOT);
        }
        return !part.quoted() && metaData.storesUpperCaseIdentifiers()
                ? part.text().toUpperCase(Locale.ROOT)
                : part.text();
    }

    private static List<Alias> select(Connection connection, String condition, String... values) throws SQLException {
        try (var statement = connection.prepareStatement(SELECT + condition)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                return read(rows);
            }
        }
    }

    private static List<Alias> read(ResultSet rows) throws SQLException {
        var aliases = new ArrayList<Alias>();
        while (rows.next()) {
            String external = rows.getString(3);
            aliases.add(alias(rows.getString(1), rows.getString(2), external == null ? "" : withoutMethod(external)));
        }
        return aliases;
    }

    private static Alias alias(String schema, String name, String className) {
        if (AliasName.matches(className)) {
            try {
                return new Alias(schema, name, className, AliasName.parse(className), AliasName.created(className));
            } catch (SQLException unreadable) {
                // It stands for no function.
            }
        }
        return new Alias(schema, name, className, null, null);
    }

    /** An alias names a method, an aggregate a class. */
    static String withoutMethod(String external) {
        String method = "." + AliasName.METHOD;
        return external.endsWith(method) ? external.substring(0, external.length() - method.length()) : external;
    }
}
