package org.pythonwasm.udf.spark.ddl;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.pythonwasm.udf.internal.check.FunctionCheck;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.task.DistributedFunction.Stability;
import org.pythonwasm.udf.spark.value.SparkTypes;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.SqlStates;

/** {@code CREATE FUNCTION … LANGUAGE PYTHON}: Python on the driver validates the function before the session has it. */
public final class CreateCommand extends FunctionCommand {
    private static final long serialVersionUID = 1L;

    private final transient Create create;
    private final Stability stability;

    public CreateCommand(Create create, Stability stability) {
        super(create, stability);
        this.create = create;
        this.stability = stability;
    }

    @Override
    List<Row> execute(SparkSession session) throws SQLException {
        create(create, stability, SessionFunctions.of(session), Instant.now());
        return List.of();
    }

    static void create(Create create, Stability stability, SessionFunctions functions, Instant now)
            throws SQLException {
        var name = create.definition().name();
        SessionFunctions.refuseName(name);
        functions.refuseForeign(name);
        boolean there = functions.has(name);
        if (there && create.ifNotExists()) {
            return;
        }
        if (there && !create.orReplace()) {
            throw new SQLException(
                    "PythonFunction " + name + ": the session has it; say CREATE OR REPLACE FUNCTION",
                    SqlStates.DEFINITION);
        }
        SparkTypes.MISSING.refuse(create.definition());
        var checked = FunctionCheck.checkOfParts(create.definition(), functions);
        functions.put(DistributedFunction.of(checked, stability), now);
    }
}
