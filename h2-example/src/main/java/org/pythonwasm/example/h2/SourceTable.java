package org.pythonwasm.example.h2;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A table of the TPC-H generator, its key, and its number of rows at scale 1. */
record SourceTable<E extends TpchEntity>(TpchTable<E> generator, String key, long rowsAtScaleOne, boolean grows) {
    static final List<SourceTable<?>> ALL = List.of(
            new SourceTable<>(TpchTable.REGION, "r_regionkey", 5, false),
            new SourceTable<>(TpchTable.NATION, "n_nationkey", 25, false),
            new SourceTable<>(TpchTable.SUPPLIER, "s_suppkey", 10_000, true),
            new SourceTable<>(TpchTable.PART, "p_partkey", 200_000, true),
            new SourceTable<>(TpchTable.CUSTOMER, "c_custkey", 150_000, true),
            new SourceTable<>(TpchTable.ORDERS, "o_orderkey", 1_500_000, true),
            new SourceTable<>(TpchTable.LINE_ITEM, "l_orderkey, l_linenumber", 6_001_215, true));

    String name() {
        return generator.getTableName();
    }

    List<TpchColumn<E>> columns() {
        return generator.getColumns();
    }

    Iterable<E> rows(double scale) {
        return generator.createGenerator(scale, 1, 1);
    }

    long expectedRows(double scale) {
        return grows ? Math.round(rowsAtScaleOne * scale) : rowsAtScaleOne;
    }

    String createStatement() {
        return columns().stream()
                .map(column -> column.getColumnName() + " " + sqlType(column) + " NOT NULL, ")
                .collect(Collectors.joining("", "CREATE TABLE " + name() + " (", "PRIMARY KEY (" + key + "))"));
    }

    String insertStatement() {
        String places = String.join(", ", Collections.nCopies(columns().size(), "?"));
        return "INSERT INTO " + name() + " VALUES (" + places + ")";
    }

    /** The types of the TPC-H specification; the generator's only use of DOUBLE is for its decimals. */
    private static String sqlType(TpchColumn<?> column) {
        var type = column.getType();
        return switch (type.getBase()) {
            case IDENTIFIER -> "BIGINT";
            case INTEGER -> "INTEGER";
            case DATE -> "DATE";
            case DOUBLE -> "DECIMAL(15, 2)";
            case VARCHAR -> "VARCHAR(" + type.getPrecision().orElseThrow() + ")";
        };
    }

    static <E extends TpchEntity> Object value(TpchColumn<E> column, E row) {
        return switch (column.getType().getBase()) {
            case IDENTIFIER -> column.getIdentifier(row);
            case INTEGER -> column.getInteger(row);
            case DATE -> LocalDate.ofEpochDay(column.getDate(row));
            case DOUBLE -> BigDecimal.valueOf(column.getDouble(row));
            case VARCHAR -> column.getString(row);
        };
    }
}
