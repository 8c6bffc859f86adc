package org.pythonwasm.engine.internal.process;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.pythonwasm.machine.wasi.StandardStreams;

/**
 * A guest that only knows stdin and stdout. It has its own thread and runs like a coroutine: either the guest runs or
 * its host. The guest hands over when it writes, when it has read all of its input, and when it ends.
 *
 * <p>Thread rule: one host thread at a time, which may change; any thread may call {@link #kill()}.
 */
public final class GuestThread {
    /**
     * A frame of a Wasm function is a frame of this thread, and the guest's recursion limits were chosen for a large C
     * stack.
     */
    private static final long STACK_BYTES = 64L << 20;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** The reason for which the guest handed over. */
    public sealed interface Event {
        /** It wrote to a descriptor, 1 or 2. */
        record Output(int descriptor, byte[] bytes) implements Event {}

        /** It wants to read and there is no input. */
        record Waiting() implements Event {}

        /** @param cause null if it just returned */
        record Ended(Throwable cause) implements Event {}
    }

    /** Ends the guest: no guest code may run after it. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turn = lock.newCondition();
    private final Thread thread;
    private boolean guestsTurn;
    private boolean started;
    private boolean writeFailed;
    private boolean killed;
    private Event event;
    private byte[] input = new byte[0];
    private int position;

    /** @param program what runs on the thread, made of the streams that it reads and writes */
    public GuestThread(String name, Function<StandardStreams, Runnable> program) {
        Runnable made = program.apply(new HandedOver());
        thread = new Thread(null, () -> run(made), name, STACK_BYTES, false);
        // Not the caller's, which it would keep as long as the guest lives.
        thread.setContextClassLoader(GuestThread.class.getClassLoader());
        thread.setDaemon(true);
    }

    private void run(Runnable program) {
        Throwable cause = null;
        try {
            awaitTurn();
            program.run();
        } catch (Throwable e) {
            cause = e;
        }
        lock.lock();
        try {
            event = new Event.Ended(cause);
            guestsTurn = false;
            turn.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Supplies the guest's next input, once it has read all previous input. */
    public void feed(byte[] bytes) {
        lock.lock();
        try {
            int left = input.length - position;
            byte[] joined = Arrays.copyOf(bytes, left + bytes.length);
            System.arraycopy(input, position, joined, 0, left);
            System.arraycopy(bytes, 0, joined, left, bytes.length);
            input = joined;
            position = 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets the guest run until it hands over.
     *
     * @param failed whether the write that it waits in fails
     * @param stop checked a hundred times per second; if it returns true, the guest is killed and the result is null
     * @throws InterruptedException if the calling thread was interrupted; the guest is killed
     */
    public Event resume(boolean failed, BooleanSupplier stop) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (event instanceof Event.Ended) {
                return event;
            }
            start();
            writeFailed = failed;
            guestsTurn = true;
            turn.signalAll();
            while (guestsTurn) {
                if (killed || stop.getAsBoolean()) {
                    kill();
                    return null;
                }
                turn.awaitNanos(LOOK_NANOS);
            }
            return event;
        } catch (InterruptedException e) {
            kill();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        if (!started) {
            started = true;
            thread.start();
        }
    }

    /** Ends the guest wherever it is. A second call does nothing. */
    public void kill() {
        lock.lock();
        try {
            killed = true;
            turn.signalAll();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
    }

    /** Returns the thread, whose CPU time is measured. */
    public Thread thread() {
        return thread;
    }

    /** Returns whether the guest has ended. */
    public boolean isOver() {
        return started && !thread.isAlive();
    }

    private boolean handOver(Event newEvent) {
        lock.lock();
        try {
            event = newEvent;
            guestsTurn = false;
            turn.signalAll();
            awaitTurn();
            return writeFailed;
        } finally {
            lock.unlock();
        }
    }

    private void awaitTurn() {
        lock.lock();
        try {
            while (!guestsTurn || killed) {
                if (killed) {
                    throw new Killed();
                }
                turn.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Killed();
        } finally {
            lock.unlock();
        }
    }

    private final class HandedOver implements StandardStreams {
        @Override
        public int read(byte[] into, int start, int length) {
            if (length == 0) {
                return 0;
            }
            while (true) {
                int size = take(into, start, length);
                if (size > 0) {
                    return size;
                }
                handOver(new Event.Waiting());
            }
        }

        private int take(byte[] into, int start, int length) {
            lock.lock();
            try {
                int size = Math.min(length, input.length - position);
                System.arraycopy(input, position, into, start, size);
                position += size;
                return size;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void emit(int descriptor, byte[] bytes) {
            if (bytes.length > 0 && handOver(new Event.Output(descriptor, bytes))) {
                throw new WriteFailed();
            }
        }
    }
}
