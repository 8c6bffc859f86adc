package org.pythonwasm.engine;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.pythonwasm.engine.internal.text.Durations;

/**
 * A bounded number of interpreters for many threads: each loan is fresh. Thread-safe and fair: the thread that waits
 * longest is served next. Imports, rules and other state that every loan needs belong in
 * {@link PythonRuntime.Builder#withPreparation}.
 *
 * <p>A script cannot block it: an interpreter whose guest died is replaced, and calls end by their {@link Limits}.
 */
public final class InterpreterPool implements AutoCloseable {
    /** Between two looks at the idle interpreters. */
    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(30);

    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(10);

    private final PythonRuntime runtime;
    private final Duration maxWait;
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder discarded = new LongAdder();
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
        config.setMaxIdle(builder.maxIdle < 0 ? builder.size : builder.maxIdle);
        config.setMinIdle(builder.minIdle);
        if (builder.idleTimeout != null) {
            config.setSoftMinEvictableIdleDuration(builder.idleTimeout);
            config.setMinEvictableIdleDuration(Duration.ofSeconds(-1));
            config.setTimeBetweenEvictionRuns(period(builder.idleTimeout));
            config.setNumTestsPerEvictionRun(-1);
        } else if (builder.minIdle > 0) {
            config.setMinEvictableIdleDuration(Duration.ofSeconds(-1));
            config.setTimeBetweenEvictionRuns(LONGEST_PERIOD);
        }
        config.setMaxWait(maxWait);
        config.setFairness(true);
        config.setJmxEnabled(!builder.name.isEmpty());
        config.setJmxNameBase("org.pythonwasm:type=Pool,name=");
        config.setJmxNamePrefix(builder.name);
        slots = new GenericObjectPool<>(new Slots(), config);
        open(builder.minIdle);
    }

    private static Duration period(Duration idleTimeout) {
        Duration half = idleTimeout.dividedBy(2);
        return half.compareTo(LONGEST_PERIOD) > 0
                ? LONGEST_PERIOD
                : half.compareTo(SHORTEST_PERIOD) < 0 ? SHORTEST_PERIOD : half;
    }

    private void open(int interpreters) {
        try {
            slots.addObjects(interpreters);
        } catch (RuntimeException e) {
            slots.close();
            throw e;
        } catch (Exception e) {
            slots.close();
            throw new IllegalStateException("no interpreter could be opened", e);
        }
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
        private int minIdle;
        /** Negative: as many as there are. */
        private int maxIdle = -1;
        /** Null: they stay. */
        private Duration idleTimeout;

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

        /**
         * Sets how many interpreters are ready when the pool is built, and opened again when fewer are idle; none by default. The
         * thread that does it ends with {@link InterpreterPool#close()}.
         */
        public Builder withMinIdle(int interpreters) {
            minIdle = requireCount("least number of idle interpreters", interpreters);
            return this;
        }

        /** Sets how many returned interpreters are kept; by default all. Idle ones sleep, and hold some 40 KB each then. */
        public Builder withMaxIdle(int interpreters) {
            maxIdle = requireCount("largest number of idle interpreters", interpreters);
            return this;
        }

        private static int requireCount(String what, int count) {
            if (count < 0) {
                throw new IllegalArgumentException("the " + what + " must not be negative, got " + count);
            }
            return count;
        }

        /**
         * Sets the time after which an interpreter that is idle is closed, beyond the {@linkplain #withMinIdle least number} of them; by
         * default none is. The thread that does it ends with {@link InterpreterPool#close()}.
         */
        public Builder withIdleTimeout(Duration time) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("the idle timeout must be positive, got " + time);
            }
            idleTimeout = time;
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
            if (minIdle > size || maxIdle >= 0 && minIdle > maxIdle) {
                throw new IllegalArgumentException("a pool of " + size + " interpreters of which at most "
                        + (maxIdle < 0 ? size : maxIdle) + " are idle cannot keep " + minIdle + " idle");
            }
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
            timeouts.increment();
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
        discarded.increment();
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
                discarded.sum());
    }

    /**
     * How a pool is used, for tuning its size.
     *
     * @param total interpreters, idle and lent
     * @param timeouts borrowers that got an {@link ExhaustedException} so far
     * @param opened interpreters so far, without those that took the place of a returned one
     * @param closedIdle interpreters that were closed because they were idle for too long
     * @param meanWait of the last hundred borrowers, until they had an interpreter
     * @param longestWait of all borrowers
     * @param meanLoan duration of the last hundred loans
     */
    public record Usage(
            int total,
            long timeouts,
            long opened,
            long closedIdle,
            Duration meanWait,
            Duration longestWait,
            Duration meanLoan) {}

    public Usage usage() {
        return new Usage(
                slots.getNumIdle() + slots.getNumActive(),
                timeouts.sum(),
                slots.getCreatedCount(),
                slots.getDestroyedByEvictorCount(),
                slots.getMeanBorrowWaitDuration(),
                slots.getMaxBorrowWaitDuration(),
                slots.getMeanActiveDuration());
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
                    "no interpreter became free within " + Durations.of(pool.maxWait) + ": all "
                            + pool.slots.getMaxTotal()
                            + " are on loan, " + pool.slots.getNumWaiters()
                            + " other threads wait; close loans earlier, or build a "
                            + "larger pool",
                    cause);
        }
    }
}
