package org.pythonwasm.udf.internal.metrics;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pythonwasm.udf.FunctionDefinition;

/**
 * A function in {@code SHOW PYTHON FUNCTIONS} and the table {@code PYTHON_FUNCTIONS}, the same in both databases.
 *
 * @param definition null if the stored text is no function
 * @param fault why it is none; null if it is one
 * @param created null if unknown
 * @param calls rows for which it was called since the database was opened
 * @param errors of those
 */
public record FunctionEntry(
        String schema,
        String name,
        FunctionDefinition definition,
        String fault,
        Instant created,
        long calls,
        long errors) {
    /** The columns of the table: CREATED in UTC, CALLS and ERRORS are BIGINT, all others VARCHAR. */
    public static final List<String> COLUMNS = List.of(
            "SCHEMA_NAME",
            "NAME",
            "KIND",
            "SIGNATURE",
            "OPTIONS",
            "HANDLER",
            "SHA256",
            "CREATED",
            "CALLS",
            "ERRORS",
            "SOURCE");

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    public FunctionEntry(
            String schema, String name, FunctionDefinition definition, Instant created, long calls, long errors) {
        this(schema, name, definition, null, created, calls, errors);
    }

    /** Returns the entry of a stored text that should be a function and cannot be parsed. */
    public static FunctionEntry faulty(String schema, String name, String fault, Instant created) {
        return new FunctionEntry(schema, name, null, fault, created, 0, 0);
    }

    /**
     * Returns the values of the columns: String, LocalDateTime or Long. A faulty entry is of kind FAULTY and has its
     * fault as signature.
     */
    public List<Object> values() {
        if (definition == null) {
            return Stream.of(schema, name, "FAULTY", fault, "", "", "", createdUtc(), calls, errors, "")
                    .collect(Collectors.toList());
        }
        return Stream.of(
                        schema,
                        name,
                        definition.kind().name(),
                        definition.signature(),
                        definition.clauses(),
                        definition.handler().orElse(definition.name().name().text()),
                        definition.sha256(),
                        createdUtc(),
                        calls,
                        errors,
                        definition.body())
                .collect(Collectors.toList());
    }

    private LocalDateTime createdUtc() {
        return created == null ? null : LocalDateTime.ofEpochSecond(created.getEpochSecond(), 0, ZoneOffset.UTC);
    }

    /** Returns a query that yields the entries. */
    public static String query(List<FunctionEntry> entries) {
        String rows = entries.isEmpty()
                ? COLUMNS.stream().map(column -> "CAST(NULL AS VARCHAR)").collect(Collectors.joining(", ", "(", ")"))
                : entries.stream().map(FunctionEntry::sql).collect(Collectors.joining(", "));
        return "SELECT * FROM (VALUES " + rows + ") AS PYTHON_FUNCTIONS(" + String.join(", ", COLUMNS) + ")"
                + (entries.isEmpty() ? " WHERE NAME IS NOT NULL" : "");
    }

    private String sql() {
        return values().stream().map(FunctionEntry::literal).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String literal(Object value) {
        if (value instanceof String text) {
            return "CAST('" + text.replace("'", "''") + "' AS VARCHAR)";
        }
        if (value instanceof LocalDateTime time) {
            return "TIMESTAMP '" + SECONDS.format(time) + "'";
        }
        return value == null ? "CAST(NULL AS TIMESTAMP)" : "CAST(" + value + " AS BIGINT)";
    }
}
