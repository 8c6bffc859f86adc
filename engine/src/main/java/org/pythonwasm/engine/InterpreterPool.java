package org.pythonwasm.engine;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/**
 * A bounded number of interpreters for many threads: each loan is fresh. Thread-safe and fair: the thread that waits
 * longest is served next. Imports, rules and other state that every loan needs belong in
 * {@link PythonRuntime.Builder#withPreparation}.
 *
 * <p>A script cannot block it: an interpreter whose guest died is replaced, and calls end by their {@link Limits}.
 */
public final class InterpreterPool implements AutoCloseable {
    private final PythonRuntime runtime;
    private final Duration maxWait;
    private final GenericObjectPool<Slot> slots;

    /**
     * A place in the pool; the interpreter in it changes with every loan, so that no borrower can use one after its
     * return.
     */
    private static final class Slot {
        private PythonInterpreter python;

        Slot(PythonInterpreter python) {
            this.python = python;
        }
    }

    private InterpreterPool(Builder builder) {
        runtime = builder.runtime;
        maxWait = builder.maxWait;
        var config = new GenericObjectPoolConfig<Slot>();
        config.setMaxTotal(builder.size);
        config.setMaxIdle(builder.size);
        config.setMaxWait(maxWait);
        config.setFairness(true);
        config.setJmxEnabled(!builder.name.isEmpty());
        config.setJmxNameBase("org.pythonwasm:type=Pool,name=");
        config.setJmxNamePrefix(builder.name);
        slots = new GenericObjectPool<>(new Slots(), config);
    }

    private final class Slots extends BasePooledObjectFactory<Slot> {
        @Override
        public Slot create() {
            return new Slot(runtime.open());
        }

        @Override
        public PooledObject<Slot> wrap(Slot slot) {
            return new DefaultPooledObject<>(slot);
        }

        @Override
        public void destroyObject(PooledObject<Slot> slot) {
            slot.getObject().python.close();
        }
    }

    /**
     * Builds a pool for interpreters of that runtime. By default it has as many as there are processors, and a borrower
     * waits ten seconds.
     */
    public static Builder of(PythonRuntime runtime) {
        return new Builder(runtime);
    }

    /** Collects the settings of a pool; not thread-safe. */
    public static final class Builder {
        private final PythonRuntime runtime;
        private String name = "";
        private int size = Runtime.getRuntime().availableProcessors();
        private Duration maxWait = Duration.ofSeconds(10);

        private Builder(PythonRuntime runtime) {
            this.runtime = Objects.requireNonNull(runtime, "runtime");
        }

        /** Sets the largest number of interpreters. */
        public Builder withSize(int interpreters) {
            if (interpreters < 1) {
                throw new IllegalArgumentException("a pool has at least one interpreter, got " + interpreters);
            }
            size = interpreters;
            return this;
        }

        /** Sets the time that {@link InterpreterPool#borrow()} waits while all are lent; zero does not wait. */
        public Builder withMaxWait(Duration wait) {
            if (wait.isNegative()) {
                throw new IllegalArgumentException("the wait must not be negative, got " + wait);
            }
            maxWait = wait;
            return this;
        }

        /**
         * Sets the name under which JMX shows the pool until it is closed; none by default. Letters, digits, {@code -}
         * and {@code _}.
         */
        public Builder withName(String newName) {
            if (!newName.matches("[A-Za-z0-9_-]+")) {
                throw new IllegalArgumentException("a pool's name has letters, digits, - and _, got " + newName);
            }
            name = newName;
            return this;
        }

        public InterpreterPool build() {
            return new InterpreterPool(this);
        }
    }

    /**
     * Lends a fresh interpreter, which is returned by {@link Loan#close()}.
     *
     * @throws ExhaustedException if none became free in time
     * @throws InterruptedException if the thread was interrupted while it waited
     * @throws IllegalStateException if the pool is closed
     */
    public Loan borrow() throws InterruptedException {
        try {
            return new Loan(slots.borrowObject(maxWait));
        } catch (NoSuchElementException e) {
            throw new ExhaustedException(this, e);
        } catch (InterruptedException | RuntimeException e) {
            if (slots.isClosed()) {
                throw new IllegalStateException("the pool is closed", e);
            }
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("no interpreter could be opened", e);
        }
    }

    /**
     * An interpreter on loan. Thread rule: as {@link PythonInterpreter}; another thread than the borrower may close it.
     */
    public final class Loan implements AutoCloseable {
        private final Slot slot;
        private final PythonInterpreter python;
        private final AtomicBoolean returned = new AtomicBoolean();

        private Loan(Slot slot) {
            this.slot = slot;
            this.python = slot.python;
        }

        /** Returns the interpreter, which cannot be used after its return. */
        public PythonInterpreter interpreter() {
            return python;
        }

        /** Resets the interpreter and returns it; one whose guest died is discarded. A second call does nothing. */
        @Override
        public void close() {
            if (!python.isUsable()) {
                discard();
            } else if (returned.compareAndSet(false, true)) {
                giveBack();
            }
        }

        private void giveBack() {
            python.close();
            try {
                slot.python = runtime.open();
            } catch (GuestDiedException heapIsFull) {
                // The loan is over nevertheless; the next borrower tries again and gets the error.
                remove(slot);
                return;
            } catch (RuntimeException | Error e) {
                remove(slot);
                throw e;
            }
            slots.returnObject(slot);
        }

        /** Frees the place in the pool and the interpreter's memory. A second call does nothing. */
        public void discard() {
            if (returned.compareAndSet(false, true)) {
                remove(slot);
            }
        }
    }

    private void remove(Slot slot) {
        try {
            slots.invalidateObject(slot);
        } catch (GuestDiedException heapIsFull) {
            // It belongs to the interpreter that the pool opened for a waiting thread, which continues to wait.
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("an interpreter could not be discarded", e);
        }
    }

    /**
     * The activity of a pool so far.
     *
     * @param idle interpreters that wait to be borrowed
     * @param lent interpreters on loan
     * @param waiting threads that wait for an interpreter
     * @param borrowed loans so far
     * @param discarded loans that ended with the interpreter's removal
     */
    public record Statistics(int idle, int lent, int waiting, long borrowed, long discarded) {}

    public Statistics statistics() {
        return new Statistics(
                slots.getNumIdle(),
                slots.getNumActive(),
                slots.getNumWaiters(),
                slots.getBorrowedCount(),
                slots.getDestroyedCount());
    }

    /** Closes the idle interpreters now and each lent one when it is returned; waiting threads get an exception. */
    @Override
    public void close() {
        slots.close();
    }

    /** All interpreters of a pool stayed on loan for longer than a borrower may wait. */
    public static final class ExhaustedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private ExhaustedException(InterpreterPool pool, NoSuchElementException cause) {
            super(
                    "no interpreter became free within " + pool.maxWait + ": all " + pool.slots.getMaxTotal()
                            + " are on loan, " + pool.slots.getNumWaiters()
                            + " other threads wait; close loans earlier, or build a "
                            + "larger pool",
                    cause);
        }
    }
}
