package org.pythonwasm.udf.h2;

import java.lang.invoke.MethodHandles;
import java.sql.SQLException;
import org.h2.message.DbException;
import org.h2.util.JdbcUtils;
import org.h2.util.Utils;
import org.pythonwasm.udf.PythonDriver;
import org.pythonwasm.udf.h2.function.H2Sessions;
import org.pythonwasm.udf.h2.function.LoadedFunctions;
import org.pythonwasm.udf.h2.generated.H2AggregateFunction;
import org.pythonwasm.udf.h2.generated.H2Function;
import org.pythonwasm.udf.h2.generated.H2Table;
import org.pythonwasm.udf.internal.call.SessionFunction;
import org.pythonwasm.udf.internal.define.CheckedFunction;

/** Answers H2's question for the class of an alias. Thread-safe. */
final class AliasFactory implements Utils.ClassFactory {

    /** Called once, by the driver's initialiser. */
    static void install() {
        JdbcUtils.addClassFactory(new AliasFactory());
    }

    /**
     * For the initialisers of classes that an alias may name: an H2 server loads those, but asks for no driver. What they are made for
     * needs the classes of functions.
     */
    static void requireInstalled() {
        try {
            MethodHandles.lookup().ensureInitialized(PythonDriver.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public class cannot be initialized", e);
        }
    }

    /** Does what H2 will do with the name. */
    static void load(String className) throws SQLException {
        try {
            JdbcUtils.loadUserClass(className);
        } catch (DbException e) {
            throw e.getSQLException();
        }
    }

    @Override
    public boolean match(String name) {
        return AliasName.matches(name);
    }

    /** No Python runs here, so that a database with many functions opens fast. */
    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
        try {
            return define(name, AliasName.parse(name));
        } catch (SQLException e) {
            throw new ClassNotFoundException(e.getMessage(), e);
        }
    }

    private static Class<?> define(String name, CheckedFunction checked) {
        var sessions = H2Sessions.INSTANCE;
        return switch (checked.definition().kind()) {
            case SCALAR -> AliasClass.ofScalar(checked,
                    new H2Function(LoadedFunctions.add(name, SessionFunction.scalar(checked, sessions))));
            case TABLE -> AliasClass.ofTable(checked,
                    new H2Table(LoadedFunctions.add(name, SessionFunction.table(checked, sessions))));
            case AGGREGATE -> AliasClass.ofAggregate(
                    new H2AggregateFunction(LoadedFunctions.add(name, SessionFunction.aggregate(checked, sessions))));
        };
    }
}
