package org.pythonwasm.udf.calcite.ddl;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.jdbc.CalcitePrepare;
import org.apache.calcite.jdbc.CalciteSchema;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.ModuleDefinition;
import org.pythonwasm.udf.calcite.function.DefinedFunction;
import org.pythonwasm.udf.calcite.function.NamePath;
import org.pythonwasm.udf.calcite.store.PythonSchema;
import org.pythonwasm.udf.calcite.store.SchemaModules;
import org.pythonwasm.udf.internal.check.ModuleCheck;
import org.pythonwasm.udf.spi.FunctionStatement.CreateModule;
import org.pythonwasm.udf.spi.FunctionStatement.DropModule;

/** Creates and drops modules. Stateless. */
final class ModuleDdl {
    private ModuleDdl() {}

    private static CalciteSchema schema(ModuleDefinition module, CalcitePrepare.Context context) throws SQLException {
        var path = new NamePath(context.config().unquotedCasing(), module.name());
        var schema = PythonDdlExecutor.schema(context, path.schema(context.getDefaultSchemaPath()));
        if (schema == null) {
            throw ModuleCheck.refused(module, "no such schema", null);
        }
        return schema;
    }

    /** As they are declared, whether Python accepts them or not. */
    private static List<FunctionDefinition> functions(CalciteSchema schema) {
        return schema.plus().getFunctionNames().stream()
                .flatMap(name -> {
                    var stored = PythonSchema.of(schema).flatMap(python -> python.stored(name));
                    return stored.isPresent()
                            ? Stream.of(stored.get())
                            : PythonSchema.of(schema)
                                            .filter(python -> python.isFaulty(name))
                                            .isPresent()
                                    ? Stream.<DefinedFunction>empty()
                                    : schema.plus().getFunctions(name).stream()
                                            .filter(DefinedFunction.class::isInstance)
                                            .map(DefinedFunction.class::cast)
                                            .limit(1);
                })
                .map(DefinedFunction::definition)
                .toList();
    }

    static void create(CreateModule create, CalcitePrepare.Context context) throws SQLException {
        var module = create.definition();
        var schema = schema(module, context);
        var modules = SchemaModules.of(schema);
        boolean isThere = modules.find(module).isPresent();
        if (isThere && create.ifNotExists()) {
            return;
        }
        if (isThere && !create.orReplace()) {
            throw ModuleCheck.refused(
                    module,
                    "a module of that name exists; drop it first, or say CREATE OR REPLACE PYTHON MODULE",
                    null);
        }
        modules.put(ModuleCheck.check(module, context.getMutableRootSchema(), modules, functions(schema)));
    }

    static void drop(DropModule drop, CalcitePrepare.Context context) throws SQLException {
        var module = drop.named();
        var schema = schema(module, context);
        var modules = SchemaModules.of(schema);
        if (modules.find(module).isPresent()) {
            ModuleCheck.requireUnused(module, modules.all(), functions(schema));
            modules.remove(module);
        } else if (!drop.ifExists()) {
            throw ModuleCheck.refused(module, "no such module", null);
        }
    }
}
