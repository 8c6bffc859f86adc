package org.pythonwasm.udf.calcite.function;

import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.calcite.DataContext;
import org.apache.calcite.schema.FunctionParameter;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.internal.call.FunctionInstance;
import org.pythonwasm.udf.internal.call.SessionFunction;
import org.pythonwasm.udf.internal.metrics.FunctionEntry;
import org.pythonwasm.udf.spi.SqlStates;

/**
 * A Python function of a schema, for one number of arguments. If arguments may be missing, or any number may follow, a
 * schema has several of one name, because Calcite resolves a call by the number. They share the interpreters.
 *
 * <p>Generated code is text and cannot hold an object, so it names the function by a number. The numbers keep no
 * function alive: it goes with its schema. Thread-safe; the calls of one session take turns.
 */
public abstract class PythonFunction implements DefinedFunction {
    private static final ConcurrentMap<Long, WeakReference<PythonFunction>> NUMBERED = new ConcurrentHashMap<>();
    private static final AtomicLong LAST = new AtomicLong();

    private final long number = LAST.incrementAndGet();
    private final SessionFunction<?> python;
    private final int count;
    private final Instant created;

    /**
     * @param count of arguments
     * @param created null if unknown
     */
    PythonFunction(SessionFunction<?> python, int count, Instant created) {
        this.python = python;
        this.count = count;
        this.created = created;
        NUMBERED.values().removeIf(reference -> reference.get() == null);
        NUMBERED.put(number, new WeakReference<>(this));
    }

    /** @throws SQLException 42000 if the function ended */
    public static PythonFunction of(long number) throws SQLException {
        var reference = NUMBERED.get(number);
        var function = reference == null ? null : reference.get();
        if (function == null) {
            throw new SQLException(
                    "a Python function of this statement was dropped or replaced; prepare the statement again",
                    SqlStates.DEFINITION);
        }
        return function;
    }

    @Override
    public final FunctionDefinition definition() {
        return python.checked().definition();
    }

    /** Returns the function's row in the connection's list of functions. */
    public final FunctionEntry entry(String schema, String name) {
        return new FunctionEntry(
                schema,
                name,
                definition(),
                created,
                python.counts().calls(),
                python.counts().errors());
    }

    public final long number() {
        return number;
    }

    /** Makes statements that were prepared with the function fail from now on. */
    public final void end() {
        NUMBERED.remove(number);
    }

    /** Returns the connection, or the context if there is none. */
    public static Object session(DataContext context) {
        return context.getQueryProvider() == null ? context : context.getQueryProvider();
    }

    /** Returns the function in the context's session, whose monitor the caller holds. */
    static <C extends FunctionInstance> C in(SessionFunction<C> python, DataContext context) throws SQLException {
        return python.in(session(context), CancelWatch.asked(context));
    }

    @Override
    public final List<FunctionParameter> getParameters() {
        return IntStream.range(0, count)
                .<FunctionParameter>mapToObj(i -> new DeclaredParameter(i, declared(i)))
                .toList();
    }

    private org.pythonwasm.udf.Parameter declared(int place) {
        var parameters = definition().parameters();
        return parameters.get(Math.min(place, parameters.size() - 1));
    }
}
