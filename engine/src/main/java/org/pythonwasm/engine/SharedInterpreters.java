package org.pythonwasm.engine;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pythonwasm.engine.internal.guest.GuestObject;
import org.pythonwasm.engine.internal.guest.RunningCall;
import org.pythonwasm.engine.internal.text.Durations;
import org.pythonwasm.engine.internal.thread.Turns;

/**
 * A bounded number of interpreters that many threads call, and that keep their state, unlike the loans of an
 * {@link InterpreterPool}. They open when they are needed. The script engine is made of it.
 *
 * <p>Thread-safe. A thread that calls one of the interpreters, or a {@link PythonHandle} or {@link PythonScope} of one, while
 * another thread's call runs there waits for its turn: fairly, and for {@link Limits#wallTime()} at most. After that, and when
 * the interpreter ends meanwhile, or two calls wait for each other, it receives an {@link IllegalStateException}. A Java
 * function that Python calls may call the interpreter itself; such calls nest.
 *
 * <p>An interpreter whose guest died is replaced, the first one excepted. What nobody closes is freed when it is unreachable.
 */
public final class SharedInterpreters implements AutoCloseable {
    private final PythonRuntime runtime;
    private final int most;
    private final Turns turns = new Turns();
    /** Those in which new work may begin, in the order in which they were opened. */
    private final List<PythonInterpreter> open = new CopyOnWriteArrayList<>();

    private int opening;
    private volatile PythonInterpreter first;
    private volatile boolean closed;

    /** @param most interpreters at the same time */
    public SharedInterpreters(PythonRuntime runtime, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("expected at least one interpreter, got " + most);
        }
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.most = most;
    }

    /** Returns the interpreter that was opened first; it stays the same one, even after its guest died. */
    public PythonInterpreter first() {
        requireOpen();
        PythonInterpreter opened = first;
        return opened != null ? opened : openFirst();
    }

    private synchronized PythonInterpreter openFirst() {
        if (first == null) {
            first = add(runtime.openShared(turns));
        }
        return first;
    }

    /**
     * Makes calls in an interpreter as one: in that in which the thread makes a call already, else in the first one if it is
     * idle, else in another idle one, else in a new one, else in whichever becomes free.
     *
     * @return the result of the action
     * @throws IllegalStateException if none became free in time, or this is closed
     */
    public <T> T inFree(Function<PythonInterpreter, T> calls) {
        var mine = open.stream().filter(python -> call(python).isMine()).findFirst();
        if (mine.isPresent()) {
            return mine.get().inOneCall(() -> calls.apply(mine.get()));
        }
        PythonInterpreter python = hold();
        try {
            return python.inOneCall(() -> calls.apply(python));
        } finally {
            // If the call could not even begin.
            call(python).giveUp();
        }
    }

    private static RunningCall call(PythonInterpreter python) {
        return python.session().call();
    }

    /** Returns an interpreter whose next call is this thread's. */
    private PythonInterpreter hold() {
        long end = System.nanoTime() + Math.min(Long.MAX_VALUE / 2, RunningCall.nanos(maxWait()));
        for (; ; ) {
            requireOpen();
            dropUnusable();
            var held = idle().or(this::opened).or(() -> await(end));
            if (held.filter(PythonInterpreter::isUsable).isPresent()) {
                return held.get();
            }
            held.ifPresent(python -> call(python).giveUp());
        }
    }

    private Duration maxWait() {
        return runtime.limits().wallTime();
    }

    private Stream<PythonInterpreter> usable() {
        return open.stream().filter(PythonInterpreter::isUsable);
    }

    /** In the line, if there is one: an idle one may be somebody else's in a moment. */
    private Optional<PythonInterpreter> idle() {
        if (!turns.isEmpty()) {
            var turn = turns.takeAny(this::places, 0);
            return turn.end() == Turns.End.TAKEN ? heldAt((RunningCall) turn.place()) : Optional.empty();
        }
        return usable().filter(python -> call(python).offer(Thread.currentThread()))
                .findFirst();
    }

    /** In the line: whoever closes all this looks at the line afterwards, and nobody who came too late for that may stay. */
    private Iterator<Turns.Place> places() {
        requireOpen();
        return usable().<Turns.Place>map(SharedInterpreters::call).iterator();
    }

    /** A new one, if there may be one more. */
    private Optional<PythonInterpreter> opened() {
        if (first == null) {
            PythonInterpreter python = first();
            if (call(python).offer(Thread.currentThread())) {
                return Optional.of(python);
            }
        }
        if (!mayOpen()) {
            return Optional.empty();
        }
        try {
            PythonInterpreter python = runtime.openShared(turns);
            call(python).offer(Thread.currentThread());
            return Optional.of(add(python));
        } catch (GuestDiedException heapIsFull) {
            if (open.isEmpty()) {
                throw heapIsFull;
            }
            return Optional.empty();
        } finally {
            openingIsOver();
        }
    }

    /** If it failed, another thread may try it, which waits for an interpreter so far. */
    private void openingIsOver() {
        synchronized (this) {
            opening--;
        }
        turns.lookAgain();
    }

    private synchronized boolean mayOpen() {
        if (open.size() + opening >= most) {
            return false;
        }
        opening++;
        return true;
    }

    private PythonInterpreter add(PythonInterpreter python) {
        open.add(python);
        if (closed) {
            python.close();
            requireOpen();
        }
        return python;
    }

    /** Empty if it is time to look again. */
    private Optional<PythonInterpreter> await(long end) {
        var turn = turns.takeAny(this::places, end - System.nanoTime());
        return switch (turn.end()) {
            case TAKEN -> heldAt((RunningCall) turn.place());
            case GONE, CIRCULAR -> Optional.empty();
            case LATE ->
                throw new IllegalStateException(
                        "no interpreter became free within " + Durations.of(maxWait()) + ": all " + open.size()
                                + " are in use, and " + turns.length()
                                + " other threads wait; make shorter calls, or allow more interpreters");
            case INTERRUPTED ->
                throw new IllegalStateException(
                        "this thread was interrupted while it waited for one of " + open.size() + " interpreters");
        };
    }

    private Optional<PythonInterpreter> heldAt(RunningCall call) {
        var held = open.stream().filter(python -> call(python) == call).findFirst();
        if (held.isEmpty()) {
            // It was dropped meanwhile.
            call.giveUp();
        }
        return held;
    }

    /** No new work begins in one whose guest died, or is killed at the moment. */
    private void dropUnusable() {
        for (PythonInterpreter python : open) {
            if (python == first && !python.session().isUsable()) {
                open.remove(python);
            } else if (python != first && !python.isUsable()) {
                open.remove(python);
                python.close();
            }
        }
    }

    /** Returns the interpreter in which the object is alive; empty if it is none of these, or its guest died. */
    public Optional<PythonInterpreter> of(PythonHandle object) {
        return object instanceof GuestObject own
                ? open.stream().filter(python -> own.isOf(python.session())).findFirst()
                : Optional.empty();
    }

    /** Returns whether the interpreter is one of these, and not replaced. */
    public boolean has(PythonInterpreter python) {
        return python == first || open.contains(python);
    }

    /** Returns how many are open. */
    public int size() {
        return open.size();
    }

    /** @throws IllegalStateException if this is closed */
    public void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the interpreters are closed: get a new engine");
        }
    }

    /** Closes all interpreters; running calls are killed, and threads that wait receive an {@link IllegalStateException}. */
    @Override
    public void close() {
        closed = true;
        open.forEach(PythonInterpreter::close);
        if (first != null) {
            first.close();
        }
        turns.lookAgain();
    }
}
