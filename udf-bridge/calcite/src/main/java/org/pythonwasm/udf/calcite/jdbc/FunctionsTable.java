package org.pythonwasm.udf.calcite.jdbc;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.apache.calcite.DataContext;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.ScannableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.pythonwasm.udf.internal.metrics.FunctionEntry;

/** The table {@code PYTHON_FUNCTIONS} in the root schema of each of the driver's connections. Stateless. */
final class FunctionsTable extends AbstractTable implements ScannableTable {
    private static final String NAME = "PYTHON_FUNCTIONS";

    static void addTo(CalciteConnection connection) {
        connection.getRootSchema().add(name(connection), new FunctionsTable());
    }

    /** Returns the name that statements without quotes find. */
    static String name(CalciteConnection connection) {
        return connection.config().unquotedCasing() == Casing.TO_LOWER ? NAME.toLowerCase(Locale.ROOT) : NAME;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
        var row = types.builder();
        for (String column : FunctionEntry.COLUMNS) {
            row.add(
                            column,
                            switch (column) {
                                case "CREATED" -> SqlTypeName.TIMESTAMP;
                                case "CALLS", "ERRORS" -> SqlTypeName.BIGINT;
                                default -> SqlTypeName.VARCHAR;
                            })
                    .nullable(true);
        }
        return row.build();
    }

    @Override
    public Enumerable<Object[]> scan(DataContext context) {
        return Linq4j.asEnumerable(SchemaFunctions.of(context.getRootSchema()).stream()
                .map(entry ->
                        entry.values().stream().map(FunctionsTable::internal).toArray())
                .toList());
    }

    private static Object internal(Object value) {
        return value instanceof LocalDateTime time
                ? (Object) time.toInstant(ZoneOffset.UTC).toEpochMilli()
                : value;
    }
}
