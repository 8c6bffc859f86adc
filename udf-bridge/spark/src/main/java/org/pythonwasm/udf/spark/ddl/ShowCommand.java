package org.pythonwasm.udf.spark.ddl;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.pythonwasm.udf.internal.metrics.FunctionEntry;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.collection.immutable.Seq;

/** {@code SHOW PYTHON FUNCTIONS}: the columns of every database; calls are counted by the JVM of the driver only. */
@SuppressWarnings("serial") // what Catalyst declares as Seq is a List, and its types are serializable
public final class ShowCommand extends FunctionCommand {
    private static final long serialVersionUID = 1L;

    private final Seq<Attribute> output;

    /** @param output its columns, which stay the same in copies */
    public ShowCommand(Seq<Attribute> output) {
        super(output);
        this.output = output;
    }

    static Seq<Attribute> columns() {
        return columns(FunctionEntry.COLUMNS);
    }

    static Seq<Attribute> columns(List<String> names) {
        var columns = new ArrayList<Attribute>();
        for (String name : names) {
            columns.add(new AttributeReference(
                    name, type(name), true, Metadata.empty(), NamedExpression.newExprId(), Sequences.of()));
        }
        return Sequences.of(columns);
    }

    private static DataType type(String column) {
        return switch (column) {
            case "CREATED" -> DataTypes.TimestampNTZType;
            case "CALLS", "ERRORS" -> DataTypes.LongType;
            default -> DataTypes.StringType;
        };
    }

    @Override
    public Seq<Attribute> output() {
        return output;
    }

    @Override
    List<Row> execute(SparkSession session) {
        return rows(session);
    }

    static List<Row> rows(SparkSession session) {
        var rows = new ArrayList<Row>();
        for (var known : SessionFunctions.of(session).all()) {
            rows.add(RowFactory.create(known.entry().values().toArray()));
        }
        return rows;
    }
}
