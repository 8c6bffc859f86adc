package org.pythonwasm.example.spark;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.pythonwasm.example.tpch.AddressLabel;
import org.pythonwasm.example.tpch.Screen;
import org.pythonwasm.example.tpch.Stopwatch;

/** TPC-H tables, which the executors generate, each a part of the rows, and keep in memory. */
final class Tables {
    private static final List<TpchTable<?>> TABLES = List.of(
            TpchTable.REGION,
            TpchTable.NATION,
            TpchTable.SUPPLIER,
            TpchTable.PART,
            TpchTable.CUSTOMER,
            TpchTable.ORDERS,
            TpchTable.LINE_ITEM);
    private static final int PARTS = 4;

    private Tables() {}

    static void generate(SparkSession session, double scale, Screen screen) {
        for (var table : TABLES) {
            int parts = table == TpchTable.REGION || table == TpchTable.NATION ? 1 : PARTS;
            var rows = session.range(0, parts, 1, parts)
                    .flatMap(new Generation(table.getTableName(), scale, parts), Encoders.row(schema(table)));
            keep(table.getTableName(), rows, screen);
        }
        keep("address_label", labels(session, scale), screen);
    }

    private static void keep(String name, Dataset<Row> rows, Screen screen) {
        var watch = Stopwatch.start();
        rows.persist(StorageLevel.MEMORY_AND_DISK()).createOrReplaceTempView(name);
        long count = rows.count();
        double milliseconds = watch.milliseconds();
        screen.line(
                "  %-13s %,9d rows in %,7.0f ms, %,9.0f rows/s",
                name, count, milliseconds, Stopwatch.perSecond(count, milliseconds));
    }

    private static Dataset<Row> labels(SparkSession session, double scale) {
        var rows = new ArrayList<Row>();
        for (var label : AddressLabel.generate(scale)) {
            rows.add(RowFactory.create(label.customer(), label.country()));
        }
        return session.createDataFrame(
                rows, new StructType().add("custkey", DataTypes.LongType).add("country", DataTypes.StringType));
    }

    private static <E extends TpchEntity> StructType schema(TpchTable<E> table) {
        var schema = new StructType();
        for (var column : table.getColumns()) {
            schema = schema.add(column.getColumnName(), type(column));
        }
        return schema;
    }

    /** The generator's only use of DOUBLE is for values that TPC-H declares as decimals. */
    private static DataType type(TpchColumn<?> column) {
        return switch (column.getType().getBase()) {
            case IDENTIFIER -> DataTypes.LongType;
            case INTEGER -> DataTypes.IntegerType;
            case DATE -> DataTypes.DateType;
            case DOUBLE -> DataTypes.createDecimalType(15, 2);
            case VARCHAR -> DataTypes.StringType;
        };
    }

    /** Generates a part of a table where a task runs. */
    private record Generation(String table, double scale, int parts) implements FlatMapFunction<Long, Row> {
        @Override
        public Iterator<Row> call(Long part) {
            return rows(TpchTable.getTable(table), part.intValue() + 1);
        }

        /** @param part from 1 */
        private <E extends TpchEntity> Iterator<Row> rows(TpchTable<E> table, int part) {
            var entities = table.createGenerator(scale, part, parts).iterator();
            var columns = table.getColumns();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return entities.hasNext();
                }

                @Override
                public Row next() {
                    E entity = entities.next();
                    return RowFactory.create(columns.stream()
                            .map(column -> value(column, entity))
                            .toArray());
                }
            };
        }
    }

    private static <E extends TpchEntity> Object value(TpchColumn<E> column, E row) {
        return switch (column.getType().getBase()) {
            case IDENTIFIER -> column.getIdentifier(row);
            case INTEGER -> column.getInteger(row);
            case DATE -> LocalDate.ofEpochDay(column.getDate(row));
            case DOUBLE -> BigDecimal.valueOf(Math.round(column.getDouble(row) * 100), 2);
            case VARCHAR -> column.getString(row);
        };
    }
}
