package org.pythonwasm.udf.spark.ddl;

import java.sql.SQLException;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.pythonwasm.udf.ModuleDefinition;
import org.pythonwasm.udf.internal.check.ModuleCheck;
import org.pythonwasm.udf.spi.FunctionStatement.CreateModule;
import org.pythonwasm.udf.spi.SqlStates;

/** {@code CREATE PYTHON MODULE}: Python on the driver imports the module before the session has it. */
public final class CreateModuleCommand extends FunctionCommand {
    private static final long serialVersionUID = 1L;

    private final transient CreateModule create;

    public CreateModuleCommand(CreateModule create) {
        super(create);
        this.create = create;
    }

    @Override
    List<Row> execute(SparkSession session) throws SQLException {
        var module = create.definition();
        var modules = SessionModules.of(session);
        refuseSchema(module);
        boolean isThere = modules.find(module).isPresent();
        if (isThere && create.ifNotExists()) {
            return List.of();
        }
        refuseFile(module, modules);
        if (isThere && !create.orReplace()) {
            throw ModuleCheck.refused(
                    module,
                    "a module of that name exists; drop it first, or say CREATE OR REPLACE PYTHON MODULE",
                    null);
        }
        modules.put(ModuleCheck.check(
                module,
                create,
                modules.imports(StaticSettings.packages(session)).here(),
                SessionFunctions.of(session).definitions()));
        return List.of();
    }

    static void refuseSchema(ModuleDefinition module) throws SQLException {
        if (module.name().schema().isPresent()) {
            throw new SQLException(
                    "PythonModule " + module.name()
                            + ": modules belong to the session in Spark; write the name without a schema",
                    SqlStates.NOT_SUPPORTED);
        }
    }

    static void refuseFile(ModuleDefinition module, SessionModules modules) throws SQLException {
        var file = modules.file(module);
        if (file.isPresent()) {
            throw ModuleCheck.refused(
                    module, "it comes from " + file.get() + ", and nothing writes there; change the file", null);
        }
    }
}
