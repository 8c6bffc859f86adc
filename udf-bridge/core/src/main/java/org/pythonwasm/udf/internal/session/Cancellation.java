package org.pythonwasm.udf.internal.session;

import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.pythonwasm.engine.PythonInterpreter;

/**
 * Detects that a statement is to end while Python validates the body of a function that it creates: no database knows
 * of this work. Thread-safe; the condition belongs to the thread in which the statement runs.
 */
public final class Cancellation {
    private static final ThreadLocal<BooleanSupplier> CONDITION = new ThreadLocal<>();

    private Cancellation() {}

    /** The work of a statement. */
    public interface Work<T> {
        T run() throws SQLException;
    }

    /**
     * Does work in which Python ends with SQLSTATE 57014 as soon as the condition holds, or the condition of an
     * enclosing call.
     */
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

    /**
     * Starts an interpreter. With a Python other than the built-in one that takes long, and it is no call that could be
     * interrupted.
     */
    static PythonInterpreter start(Supplier<PythonInterpreter> opening) {
        var condition = CONDITION.get();
        if (condition == null) {
            return opening.get();
        }
        var start = new Start(Thread.currentThread(), condition);
        Poller.add(start);
        try {
            return opening.get();
        } finally {
            Poller.remove(start);
            start.end();
        }
    }

    /**
     * Interrupts the thread in which an interpreter starts. Clears the interruption when the interpreter has started,
     * or was ended by it.
     */
    private static final class Start implements Poller.Look {
        private final Thread thread;
        private final BooleanSupplier condition;
        private boolean over;
        private boolean interrupted;

        Start(Thread thread, BooleanSupplier condition) {
            this.thread = thread;
            this.condition = condition;
        }

        @Override
        public synchronized boolean isOver() {
            if (!over && !thread.isInterrupted() && condition.getAsBoolean()) {
                interrupted = true;
                thread.interrupt();
            }
            return over;
        }

        synchronized void end() {
            over = true;
            if (interrupted) {
                Thread.interrupted();
            }
        }
    }

    /**
     * Interrupts the interpreter's work for this thread's statement, whenever the condition holds, until it is closed.
     */
    public static Watch watch(PythonInterpreter python) {
        var condition = CONDITION.get();
        return condition == null ? () -> {} : watch(condition, python::interrupt);
    }

    /**
     * Calls {@code interrupt} whenever the condition holds, until it is closed; the call must do nothing if nothing
     * runs.
     */
    public static Watch watch(BooleanSupplier cancelled, Runnable interrupt) {
        Poller.Look look = () -> {
            if (cancelled.getAsBoolean()) {
                interrupt.run();
            }
            return false;
        };
        Poller.add(look);
        return () -> Poller.remove(look);
    }

    /** A watch, to be closed when there is nothing left to interrupt. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
