package org.pythonwasm.udf.spark.ddl;

import java.sql.SQLException;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.pythonwasm.udf.spi.FunctionStatement.Drop;

/** {@code DROP FUNCTION} of a Python function. */
public final class DropCommand extends FunctionCommand {
    private static final long serialVersionUID = 1L;

    private final transient Drop drop;

    public DropCommand(Drop drop) {
        super(drop);
        this.drop = drop;
    }

    @Override
    List<Row> execute(SparkSession session) throws SQLException {
        var functions = SessionFunctions.of(session);
        var function = functions.find(drop.name());
        if (function.isEmpty()) {
            drop.requireExistence();
        } else {
            CreateCommand.refuseFile(drop.name(), functions);
            drop.requireKind(function.get().definition().orElseThrow().kind());
            functions.remove(drop.name());
        }
        return List.of();
    }
}
