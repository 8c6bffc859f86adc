package org.pythonwasm.udf.spark.task;

import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;
import org.pythonwasm.udf.internal.call.FunctionInstance;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.spi.Interruptible;

/**
 * The session of the core for one thread of one task at a time: functions have an interpreter in each lane. Thread-safe, but used by
 * the thread that entered it.
 */
final class Lane {
    /** Of a query with many functions, the others sleep between calls if the heap is short. */
    private static final int MOST_AWAKE = 8;

    private final Set<Interruptible> interpreters =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    /** Those that were not counted as dead so far; one that is still in its body is not among the interpreters. */
    private final AtomicInteger living = new AtomicInteger();

    /** What the task calls row by row; used by its thread. */
    private final Set<FunctionInstance> awake = new HashSet<>();

    private volatile TaskContext task;
    /** What this thread's task has of Spark's memory; null on the driver. */
    private GuestMemory memory;
    /** Of the functions that its task calls; null before the first. */
    private volatile InterpreterFigures figures;

    private volatile Thread thread;
    private volatile boolean closed;

    /** @param newTask null on the driver */
    void enter(TaskContext newTask) {
        memory = newTask == null ? null : new GuestMemory(newTask.taskMemoryManager());
        figures = null;
        task = newTask;
        thread = Thread.currentThread();
    }

    void leave() {
        task = null;
        thread = null;
    }

    /**
     * Counts the memory of an interpreter that the task uses.
     *
     * @throws SQLException 53200 if Spark has no room for it
     */
    void use(FunctionInstance interpreter, CheckedFunction function) throws SQLException {
        if (memory != null) {
            memory.use(interpreter, function);
        }
    }

    /** Lets a function be called again without waking it, until the task is over; on the driver, nobody says when that is. */
    void keepAwake(FunctionInstance called) {
        if (task != null && awake.size() < MOST_AWAKE && awake.add(called)) {
            called.stayAwake();
        }
    }

    /** Lets the interpreters sleep again. To be called by the task's thread. */
    void rest() {
        awake.forEach(FunctionInstance::rest);
        awake.clear();
    }

    /** @param newFigures null if nobody wants to know */
    void reportTo(InterpreterFigures newFigures) {
        figures = newFigures;
    }

    /** Returns null if nobody wants to know. */
    InterpreterFigures figures() {
        return figures;
    }

    /** An interpreter has begun to run its body; it belongs to the lane if it comes to the body's end. */
    void opening() {
        living.incrementAndGet();
    }

    /** One died, be it in its body. Forgets it. Returns how many have died since the last call. */
    int died() {
        int dead = Math.max(1, forgetDead());
        living.addAndGet(-dead);
        return dead;
    }

    private int forgetDead() {
        synchronized (interpreters) {
            int before = interpreters.size();
            interpreters.removeIf(interpreter -> !interpreter.isUsable());
            return before - interpreters.size();
        }
    }

    /** The task did its work: its interpreters stay for the next. Returns how many of them cannot. */
    int succeeded() {
        int dead = forgetDead();
        living.set(interpreters.size());
        return dead;
    }

    /** Returns how many interpreters a task that failed ends: nobody has reported the death of one that was interrupted. */
    int failed() {
        return living.getAndSet(0);
    }

    /** Gives the memory back to Spark when the task is over. */
    void free() {
        if (memory != null) {
            memory.free();
        }
    }

    /** Ends its interpreters, which may be running. */
    void close() {
        closed = true;
        leave();
    }

    boolean isClosed() {
        return closed;
    }

    boolean isOf(TaskContext other) {
        return task == other && !closed;
    }

    boolean isUsedByThisThread() {
        return thread == Thread.currentThread();
    }

    /** Returns whether the task was killed. */
    boolean isCancelled() {
        var running = task;
        return running != null && running.isInterrupted();
    }

    void opened(Interruptible interpreter) {
        interpreters.add(interpreter);
    }

    /** Interrupts what runs, if that is still the task; any thread may call it. */
    void interrupt(TaskContext killed) {
        if (task == killed) {
            List<Interruptible> all;
            synchronized (interpreters) {
                all = List.copyOf(interpreters);
            }
            all.forEach(Interruptible::interrupt);
        }
    }
}
