package org.pythonwasm.udf.h2;

import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.pythonwasm.udf.ModuleDefinition;
import org.pythonwasm.udf.h2.generated.ModuleSource;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.spi.FunctionStatement.CreateModule;
import org.pythonwasm.udf.spi.SqlStates;

/**
 * The class name that represents a module, as {@link AliasName} does a function: the CREATE PYTHON MODULE statement, packed. Its alias is
 * called {@code "python module …"}, which no function is, and returns the source.
 */
final class ModuleName {
    static final String PREFIX = "org.pythonwasm.udf.h2.PythonModule_";
    static final String ALIAS = "python module ";
    private static final Method TEXT;

    static {
        try {
            TEXT = ModuleSource.class.getMethod("text");
        } catch (NoSuchMethodException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private ModuleName() {}

    static boolean matches(String className) {
        return className.startsWith(PREFIX);
    }

    /** @throws SQLException 54000 for a module that is too long */
    static String of(ModuleDefinition module) throws SQLException {
        return AliasName.packed(PREFIX, module.sql(), "PythonModule " + module.name());
    }

    /** @throws SQLException if the name is not one of this project, or a newer version wrote it */
    static ModuleDefinition parse(String className) throws SQLException {
        var statements = StatementParser.parse(AliasName.unpacked(PREFIX, className));
        if (statements.size() == 1 && statements.get(0) instanceof CreateModule create) {
            return create.definition();
        }
        throw new SQLException("this alias names no Python module that can be read", SqlStates.DEFINITION);
    }

    static Class<?> load(ModuleDefinition module) {
        var generated = new GeneratedClass(Object.class, new ModuleSource(module.body()));
        generated.define(Opcodes.ACC_STATIC, AliasName.METHOD, String.class, List.of(), code -> {
            generated.loadFunction(code);
            GeneratedClass.invoke(code, TEXT);
        });
        return generated.load();
    }
}
