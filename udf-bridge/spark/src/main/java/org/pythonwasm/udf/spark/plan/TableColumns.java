package org.pythonwasm.udf.spark.plan;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.types.DataType;
import org.pythonwasm.udf.RowSource;
import org.pythonwasm.udf.spark.task.PythonFunctionException;
import org.pythonwasm.udf.spark.value.Sequences;
import org.pythonwasm.udf.spark.value.SparkTypes;
import scala.collection.immutable.Seq;

/** The columns of a TABLE argument in the rows of its task. Immutable. */
final class TableColumns {
    private final List<RowSource.Column> columns = new ArrayList<>();
    private final List<DataType> types = new ArrayList<>();
    private final int[] places;

    /**
     * @param input what Python receives
     * @param row what the rows have
     */
    TableColumns(List<String> names, Seq<Attribute> input, Seq<Attribute> row) {
        var ids = Sequences.list(row).stream().map(Attribute::exprId).toList();
        places = new int[names.size()];
        for (int i = 0; i < places.length; i++) {
            var attribute = input.apply(i);
            places[i] = ids.indexOf(attribute.exprId());
            types.add(attribute.dataType());
            columns.add(column(names.get(i), attribute.dataType()));
        }
    }

    private static RowSource.Column column(String name, DataType type) {
        try {
            return new RowSource.Column(name, SparkTypes.of(type));
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
    }

    List<RowSource.Column> all() {
        return columns;
    }

    Object get(InternalRow row, int column) {
        int place = places[column];
        return row.isNullAt(place) ? null : row.get(place, types.get(column));
    }
}
