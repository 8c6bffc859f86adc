package org.pythonwasm.udf.spark.ddl;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.pythonwasm.udf.QualifiedName;
import org.pythonwasm.udf.internal.check.FunctionCheck;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.task.ImportSources;
import org.pythonwasm.udf.spark.value.SparkTypes;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.SqlStates;

/** {@code CREATE FUNCTION … LANGUAGE PYTHON}: Python on the driver validates the function before the session has it. */
public final class CreateCommand extends FunctionCommand {
    private static final long serialVersionUID = 1L;

    private final transient Create create;

    public CreateCommand(Create create) {
        super(create);
        this.create = create;
    }

    @Override
    List<Row> execute(SparkSession session) throws SQLException {
        create(create, session, Instant.now());
        return List.of();
    }

    private static void create(Create create, SparkSession session, Instant now) throws SQLException {
        var functions = SessionFunctions.of(session);
        var name = create.definition().name();
        SessionFunctions.refuseName(name);
        functions.refuseForeign(name);
        boolean there = functions.has(name);
        if (there && create.ifNotExists()) {
            return;
        }
        refuseFile(name, functions);
        if (there && !create.orReplace()) {
            throw new SQLException(
                    "PythonFunction " + name + ": the session has it; say CREATE OR REPLACE FUNCTION",
                    SqlStates.DEFINITION);
        }
        functions.put(checked(create, SessionModules.of(session).imports(StaticSettings.packages(session))), now);
    }

    static void refuseFile(QualifiedName name, SessionFunctions functions) throws SQLException {
        var file = functions.find(name).flatMap(KnownFunction::file);
        if (file.isPresent()) {
            throw new SQLException(
                    "PythonFunction " + name + ": it comes from " + file.get()
                            + ", and nothing writes there; change the file",
                    SqlStates.DEFINITION);
        }
    }

    /** Returns the function that Python on the driver accepts. */
    static DistributedFunction checked(Create create, ImportSources imports) throws SQLException {
        SparkTypes.MISSING.refuse(create.definition());
        var checked = FunctionCheck.checkOfParts(create.definition(), create, imports.here());
        return DistributedFunction.of(checked, TemporaryStatement.stability(create), imports);
    }
}
