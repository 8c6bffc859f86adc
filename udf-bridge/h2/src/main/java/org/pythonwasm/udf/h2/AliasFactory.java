package org.pythonwasm.udf.h2;

import java.lang.invoke.MethodHandles;
import java.lang.ref.SoftReference;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.message.DbException;
import org.h2.util.JdbcUtils;
import org.h2.util.Utils;
import org.pythonwasm.udf.PythonDriver;
import org.pythonwasm.udf.h2.function.H2Sessions;
import org.pythonwasm.udf.h2.function.LoadedFunctions;
import org.pythonwasm.udf.h2.generated.AggregateFunctionTarget;
import org.pythonwasm.udf.h2.generated.ScalarFunctionTarget;
import org.pythonwasm.udf.h2.generated.TableFunctionTarget;
import org.pythonwasm.udf.internal.call.SessionFunction;
import org.pythonwasm.udf.internal.codec.Codecs;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.spi.SqlStates;

/** Provides the class of an alias when H2 requests it. Thread-safe. */
final class AliasFactory implements Utils.ClassFactory {

    /** A class that {@link #load} made: H2 asks for it again when it creates the alias. Each database has to have its own. */
    private static final AtomicReference<SoftReference<Loaded>> NEXT = new AtomicReference<>(new SoftReference<>(null));

    private record Loaded(String name, Class<?> alias) {}

    /** Called once, by the driver's initialiser. */
    static void install() {
        JdbcUtils.addClassFactory(new AliasFactory());
    }

    /**
     * Called by the initialisers of classes that an alias may name, because an H2 server loads those without a driver.
     * They need the classes of functions.
     */
    static void requireInstalled() {
        try {
            MethodHandles.lookup().ensureInitialized(PythonDriver.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public class cannot be initialized", e);
        }
    }

    /** Does what H2 will do with the name, which gets the same class then. */
    static Class<?> load(String className) throws SQLException {
        try {
            var loaded = JdbcUtils.loadUserClass(className);
            if (AliasName.matches(className)) {
                NEXT.set(new SoftReference<>(new Loaded(className, loaded)));
            }
            return loaded;
        } catch (DbException e) {
            throw e.getSQLException();
        }
    }

    /** @throws DbException if a running statement is about to begin with a function that another one dropped: H2 has no name then */
    @Override
    public boolean match(String name) {
        if (name == null) {
            throw DbException.fromUser(
                    SqlStates.DEFINITION,
                    "a function of this statement was dropped or replaced while it ran; execute the statement again");
        }
        return AliasName.matches(name) || ModuleName.matches(name);
    }

    /** No Python runs here, so that a database with many functions opens fast. */
    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
        var next = NEXT.get();
        var loaded = next.get();
        if (loaded != null && loaded.name().equals(name) && NEXT.compareAndSet(next, new SoftReference<>(null))) {
            return loaded.alias();
        }
        try {
            if (ModuleName.matches(name)) {
                return ModuleName.load(ModuleName.parse(name));
            }
            return define(name, AliasName.parse(name).withImports(H2Modules.importsOf(name)));
        } catch (SQLException e) {
            throw new ClassNotFoundException(e.getMessage(), e);
        }
    }

    private static Class<?> define(String name, CheckedFunction checked) {
        var sessions = H2Sessions.INSTANCE;
        return switch (checked.definition().kind()) {
            case SCALAR ->
                AliasClass.ofScalar(
                        checked,
                        new ScalarFunctionTarget(
                                LoadedFunctions.add(name, SessionFunction.scalar(checked, sessions, Codecs.JAVA))));
            case TABLE ->
                AliasClass.ofTable(
                        checked,
                        new TableFunctionTarget(
                                LoadedFunctions.add(name, SessionFunction.table(checked, sessions, Codecs.JAVA))));
            case AGGREGATE ->
                AliasClass.ofAggregate(new AggregateFunctionTarget(
                        LoadedFunctions.add(name, SessionFunction.aggregate(checked, sessions, Codecs.JAVA))));
        };
    }
}
