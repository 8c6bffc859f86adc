package org.pythonwasm.udf.spark.ddl;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.pythonwasm.udf.internal.metrics.ModuleEntry;
import scala.collection.immutable.Seq;

/** {@code SHOW PYTHON MODULES}: the columns of every database. */
@SuppressWarnings("serial") // what Catalyst declares as Seq is a List, and its types are serializable
public final class ShowModulesCommand extends FunctionCommand {
    private static final long serialVersionUID = 1L;

    private final Seq<Attribute> output;

    /** @param output its columns, which stay the same in copies */
    public ShowModulesCommand(Seq<Attribute> output) {
        super(output);
        this.output = output;
    }

    static Seq<Attribute> columns() {
        return ShowCommand.columns(ModuleEntry.COLUMNS);
    }

    @Override
    public Seq<Attribute> output() {
        return output;
    }

    @Override
    List<Row> execute(SparkSession session) {
        var rows = new ArrayList<Row>();
        for (var module : SessionModules.of(session).all()) {
            rows.add(RowFactory.create(new ModuleEntry("", module).values().toArray()));
        }
        return rows;
    }
}
