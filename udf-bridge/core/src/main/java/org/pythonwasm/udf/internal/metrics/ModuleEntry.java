package org.pythonwasm.udf.internal.metrics;

import java.util.List;
import java.util.stream.Collectors;
import org.pythonwasm.udf.ModuleDefinition;

/** A module in {@code SHOW PYTHON MODULES}, the same in both databases. */
public record ModuleEntry(String schema, ModuleDefinition definition) {
    public static final List<String> COLUMNS = List.of("SCHEMA_NAME", "NAME", "OPTIONS", "SHA256", "SOURCE");

    /** Returns a query that yields the entries. */
    public static String query(List<ModuleEntry> entries) {
        String rows = entries.isEmpty()
                ? COLUMNS.stream().map(column -> "CAST(NULL AS VARCHAR)").collect(Collectors.joining(", ", "(", ")"))
                : entries.stream().map(ModuleEntry::sql).collect(Collectors.joining(", "));
        return "SELECT * FROM (VALUES " + rows + ") AS PYTHON_MODULES(" + String.join(", ", COLUMNS) + ")"
                + (entries.isEmpty() ? " WHERE NAME IS NOT NULL" : "");
    }

    /** Returns the values of the columns. */
    public List<String> values() {
        return List.of(schema, definition.module(), definition.clauses(), definition.sha256(), definition.body());
    }

    private String sql() {
        return values().stream()
                .map(text -> "CAST('" + text.replace("'", "''") + "' AS VARCHAR)")
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
