package org.pythonwasm.udf.internal;

import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.pythonwasm.engine.PythonInterpreter;

/**
 * Whether somebody wants a statement to end while Python looks at the body of a function that it creates: no database knows
 * of this work. Thread-safe; the condition is that of the thread in which the statement runs.
 */
public final class Cancellation {
    private static final ThreadLocal<BooleanSupplier> CONDITION = new ThreadLocal<>();

    private Cancellation() {
    }

    /** Something that a statement does. */
    public interface Work<T> {
        T run() throws SQLException;
    }

    /** Does work in which Python ends with SQLSTATE 57014 as soon as the condition holds, or one around it. */
    public static <T> T when(BooleanSupplier cancelled, Work<T> work) throws SQLException {
        var outer = CONDITION.get();
        CONDITION.set(outer == null ? cancelled : () -> outer.getAsBoolean() || cancelled.getAsBoolean());
        try {
            return work.run();
        } finally {
            if (outer == null) {
                CONDITION.remove();
            } else {
                CONDITION.set(outer);
            }
        }
    }

    /** Interrupts what the interpreter does for this thread's statement, whenever the condition holds, until it is closed. */
    static Watch watch(PythonInterpreter python) {
        var condition = CONDITION.get();
        Polling.Look look = () -> {
            if (condition.getAsBoolean()) {
                python.interrupt();
            }
            return false;
        };
        if (condition == null) {
            return () -> { };
        }
        Polling.add(look);
        return () -> Polling.remove(look);
    }

    /** To be closed when there is nothing left to interrupt. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
