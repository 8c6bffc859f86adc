package org.pythonwasm.udf.internal.session;

import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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

    /** Starts an interpreter, which takes long where another Python than the built-in one runs, and is no call that could be interrupted. */
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

    /** Interrupts the thread in which an interpreter starts, and takes that back when it has started or ended by it. */
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

    /** Interrupts what the interpreter does for this thread's statement, whenever the condition holds, until it is closed. */
    public static Watch watch(PythonInterpreter python) {
        var condition = CONDITION.get();
        return condition == null ? () -> { } : watch(condition, python::interrupt);
    }

    /** Interrupts something, by a call that does nothing where nothing runs, whenever the condition holds, until it is closed. */
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

    /** To be closed when there is nothing left to interrupt. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
