package org.pythonwasm.udf.spark.ddl;

import java.sql.SQLException;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.pythonwasm.udf.internal.check.ModuleCheck;
import org.pythonwasm.udf.spi.FunctionStatement.DropModule;

/** {@code DROP PYTHON MODULE}. */
public final class DropModuleCommand extends FunctionCommand {
    private static final long serialVersionUID = 1L;

    private final transient DropModule drop;

    public DropModuleCommand(DropModule drop) {
        super(drop);
        this.drop = drop;
    }

    @Override
    List<Row> execute(SparkSession session) throws SQLException {
        var module = drop.named();
        var modules = SessionModules.of(session);
        CreateModuleCommand.refuseSchema(module);
        if (modules.find(module).isPresent()) {
            CreateModuleCommand.refuseFile(module, modules);
            ModuleCheck.requireUnused(
                    module, modules.all(), SessionFunctions.of(session).definitions());
            modules.remove(module);
        } else if (!drop.ifExists()) {
            throw ModuleCheck.refused(module, "no such module", null);
        }
        return List.of();
    }
}
