package org.pythonwasm.engine.internal.guest;

import java.io.ByteArrayOutputStream;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.PythonModuleException;
import org.pythonwasm.engine.internal.process.CustomModule;
import org.pythonwasm.engine.internal.process.GuestThread;
import org.pythonwasm.engine.internal.wire.Form;
import org.pythonwasm.engine.internal.wire.RequestWriter;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.machine.memory.GuestExit;
import org.pythonwasm.machine.memory.GuestTrap;
import org.pythonwasm.machine.memory.LinearMemory;
import org.pythonwasm.machine.wasi.StandardStreams;

/**
 * A guest that is reached by its standard input and output alone: each call is a request on its stdin, and lasts until the guest
 * has read all and wants more. What the shim does in the built-in guest, {@code columns.py} does here. It runs on a thread of its
 * own, no exception can be raised in it, and numbers of what is bound are its own.
 */
public final class StdioGuest implements Guest {
    private static final AtomicLong COUNT = new AtomicLong();
    private static final Cleaner CLEANER = Cleaner.create();
    private static final long START_NANOS = 120_000_000_000L;
    private static final int MAX_LOG = 1 << 20;
    private static final Pattern LIBRARY = Pattern.compile("stdlib dir = '([^']*)'");

    private final GuestHost host;
    private final CustomModule module;
    private final GuestThread thread;
    private final CustomModule.Process process;
    private final LinearMemory memory;
    private volatile boolean killed;

    public StdioGuest(CustomModule module, GuestHost host) {
        this.host = host;
        this.module = module;
        var made = new AtomicReference<CustomModule.Process>();
        this.thread = new GuestThread("python-wasm-guest-" + COUNT.incrementAndGet(), streams -> {
            made.set(newProcess(module, host.limits().memoryBytes(), streams));
            return made.get()::run;
        });
        this.process = made.get();
        this.memory = process.memory();
        CLEANER.register(this, ending(thread, process));
        start();
    }

    private static CustomModule.Process newProcess(CustomModule module, long memoryLimit, StandardStreams streams) {
        try {
            return module.newProcess(List.of("-c", StdioBootstrap.BOOT), memoryLimit, streams);
        } catch (OutOfMemoryError e) {
            throw Deaths.ofFullHeap(e);
        }
    }

    /** Refers to no guest. */
    private static Runnable ending(GuestThread thread, CustomModule.Process process) {
        return () -> {
            process.memory().stop = true;
            thread.kill();
            process.close();
        };
    }

    /** Until Python waits for the first request. What it prints meanwhile counts when it fails, and is dropped when it does not. */
    private void start() {
        var log = new ByteArrayOutputStream();
        long end = System.nanoTime() + START_NANOS;
        try {
            until(log, end);
            String directory = module.module().workingDirectory();
            var code = module.startCode(StdioBootstrap.sources());
            thread.feed(code.map(known -> StdioBootstrap.code(directory, known))
                    .orElseGet(() -> StdioBootstrap.modules(directory)));
            until(log, end);
            if (code.isEmpty()) {
                keepCode(log.toString(StandardCharsets.ISO_8859_1));
            }
        } catch (InterruptedException e) {
            end();
            Thread.currentThread().interrupt();
            throw new GuestDiedException(Reason.INTERRUPTED, "killed while it started", e);
        } catch (RuntimeException | Error e) {
            end();
            throw e;
        }
    }

    private void keepCode(String log) {
        int start = log.indexOf(StdioBootstrap.CODE);
        int end = log.indexOf('\n', Math.max(0, start));
        if (start >= 0 && end > start) {
            module.keepStartCode(
                    StdioBootstrap.sources(),
                    log.substring(start + StdioBootstrap.CODE.length(), end).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void until(ByteArrayOutputStream log, long end) throws InterruptedException {
        while (true) {
            var event = thread.resume(false, () -> System.nanoTime() > end);
            if (event == null) {
                throw failed("did not start within " + START_NANOS / 1_000_000_000 + " seconds", log, null);
            } else if (event instanceof GuestThread.Event.Output output) {
                log.writeBytes(output.bytes());
                if (log.size() > MAX_LOG) {
                    throw failed("prints without end when it starts", log, null);
                }
            } else if (event instanceof GuestThread.Event.Ended ended) {
                throw failed(
                        ended.cause() instanceof GuestExit exit
                                ? "ended with status " + exit.status() + " instead of waiting for requests"
                                : ended.cause() == null
                                        ? "ended instead of waiting for requests"
                                        : "trapped when it started",
                        log,
                        ended.cause());
            } else {
                return;
            }
        }
    }

    private PythonModuleException failed(String what, ByteArrayOutputStream log, Throwable cause) {
        String text = log.toString(StandardCharsets.UTF_8).strip();
        if (text.contains("No module named 'encodings'")) {
            var named = LIBRARY.matcher(text);
            return new PythonModuleException(
                    module.missingLibrary(named.find() ? named.group(1) : module.libraryPlace()), cause);
        }
        String said = text.isEmpty()
                ? "it printed nothing"
                : "it printed: "
                        + text.substring(Math.max(0, text.length() - 500)).replaceAll("\\s*\n\\s*", " | ");
        return new PythonModuleException(
                module.module().file() + " " + what + ": expected a Python that takes the options "
                        + String.join(" ", module.module().options()) + " -c; " + said,
                cause);
    }

    /** Such a guest has its standard streams only: lines of JSON. */
    @Override
    public boolean carries(String operation) {
        return false;
    }

    @Override
    public Object request(String operation, RequestWriter.Body body) {
        throw new IllegalStateException("requests go to this guest as lines of JSON");
    }

    @Override
    public Form form(Object value, String path) {
        return host.channel().form(value, path);
    }

    @Override
    public void serve() {
        host.run(() -> {
            serveOn();
            return 0;
        });
    }

    /** One request was put before the guest, or, in a nested call, before the guest that waits for another reply. */
    private void serveOn() {
        boolean failed = false;
        while (true) {
            byte[] line = host.requests().takeInput();
            if (line != null) {
                thread.feed(line);
            }
            var event = resume(failed);
            failed = false;
            if (event instanceof GuestThread.Event.Output output) {
                failed = !emit(output);
            } else if (event instanceof GuestThread.Event.Ended ended) {
                throw end(ended.cause());
            } else {
                return;
            }
        }
    }

    private GuestThread.Event resume(boolean failed) {
        try {
            var event = thread.resume(failed, () -> killed);
            if (event != null) {
                return event;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        killed = true;
        throw new GuestTrap("stopped");
    }

    private boolean emit(GuestThread.Event.Output output) {
        try {
            host.requests().emit(output.descriptor(), output.bytes());
            return true;
        } catch (StandardStreams.WriteFailed e) {
            return false;
        }
    }

    private static Throwable root(Throwable cause, Class<? extends Throwable> type) {
        Throwable at = cause;
        while (at != null && !type.isInstance(at)) {
            at = at.getCause();
        }
        return at;
    }

    private static RuntimeException end(Throwable cause) {
        if (root(cause, GuestExit.class) instanceof GuestExit exit) {
            return exit;
        }
        if (root(cause, VirtualMachineError.class) instanceof VirtualMachineError error) {
            throw error;
        }
        return new GuestTrap(cause == null ? "the guest's program ended" : String.valueOf(cause.getMessage()));
    }

    /**
     * One request of columns.
     *
     * @param reply what comes of the value of its reply, which is null if the request raised: then the reply is there for the
     *     host to take
     */
    private int ask(String operation, RequestWriter.Body body, ToIntFunction<Object> reply) {
        var channel = host.channel();
        channel.send(operation, body);
        return host.run(() -> {
            serveOn();
            return reply.applyAsInt(
                    channel.hasError() ? null : channel.takeReply().get("value"));
        });
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int bind(Binding binding) {
        return ask(
                "define",
                message -> {
                    message.text("kind", name(binding.kind()));
                    message.values("names", binding.names());
                    message.value("arguments", binding.parameterCodes(), "arguments");
                    message.value("results", binding.resultCodes(), "results");
                },
                number -> number == null ? 0 : (Integer) number);
    }

    @Override
    public boolean canSleep() {
        return false;
    }

    @Override
    public boolean isAsleep() {
        return false;
    }

    @Override
    public void sleep() {
        throw new IllegalStateException("a custom module does not sleep: its thread holds a part of its state");
    }

    @Override
    public void wake() {}

    @Override
    public long heldBytes() {
        return memoryBytes();
    }

    @Override
    public void end(boolean unused) {
        drop();
    }

    @Override
    public Batch newBatch(List<ColumnType> types, int arguments, int capacity) {
        return new ArrayBatch(host, types, arguments, capacity);
    }

    /** The result of a request of rows. */
    private interface Outcome {
        int of(int done, boolean raised);
    }

    /** @param raised what it means that the request as a whole raised, for want of memory: no row was done */
    private int rows(String action, int number, Batch batch, int first, int rows, int raised, Outcome outcome) {
        var columns = (ArrayBatch) batch;
        return ask(
                "rows",
                message -> {
                    message.text("do", action);
                    message.number("number", number);
                    message.number("first", first);
                    message.number("rows", rows);
                    message.values("columns", columns.sent(rows));
                },
                value -> {
                    if (!(value instanceof Map<?, ?> reply)) {
                        return raised;
                    }
                    columns.take((List<?>) reply.get("columns"));
                    Object error = reply.get("raised");
                    if (error != null) {
                        host.channel().setError(error);
                    }
                    return outcome.of((Integer) reply.get("done"), error != null);
                });
    }

    @Override
    public int work(Work work, int bound, Batch batch, int first, int end) {
        return rows(name(work), bound, batch, first, end, work == Work.VECTORS ? -1 : first, (done, raised) -> done);
    }

    @Override
    public int open(int table, Batch arguments) {
        return rows("open", table, arguments, 0, 1, 0, (iterator, raised) -> raised ? 0 : iterator);
    }

    @Override
    public int fetch(int table, int iterator, Batch rows, int count) {
        return rows(
                "fetch", table, rows, iterator, count, -1, (done, raised) -> raised ? -1 - Math.max(0, done) : done);
    }

    private void release(String action, int number, int first, int count) {
        ask(
                "release",
                message -> {
                    message.text("do", action);
                    message.number("number", number);
                    message.number("first", first);
                    message.number("count", count);
                },
                reply -> 0);
    }

    @Override
    public void closeIterator(int iterator) {
        release("forget", iterator, 0, 0);
    }

    @Override
    public void forgetStates(int aggregate, int first, int count) {
        release("forget_states", aggregate, first, count);
    }

    @Override
    public int reference(int list) {
        return list;
    }

    @Override
    public void releaseList(int list) {
        release("forget", list, 0, 0);
    }

    /** It has them from its start. */
    @Override
    public Map<String, String> variables() {
        return Map.of();
    }

    @Override
    public boolean takesExceptions() {
        return false;
    }

    @Override
    public boolean raise(Reason reason) {
        kill();
        return true;
    }

    @Override
    public boolean isMoving() {
        return false;
    }

    @Override
    public void whenMoved(Runnable action) {
        // Its memory is elsewhere.
    }

    @Override
    public boolean isWaiting() {
        return false;
    }

    @Override
    public void remind() {}

    @Override
    public void kill() {
        killed = true;
    }

    @Override
    public boolean isKilled() {
        return killed;
    }

    @Override
    public void clear() {
        killed = false;
    }

    @Override
    public boolean inHost() {
        return false;
    }

    @Override
    public boolean isCompiling() {
        return false;
    }

    @Override
    public int hostCalls() {
        return 0;
    }

    @Override
    public Thread worker() {
        return thread.thread();
    }

    @Override
    public long memoryBytes() {
        return memory.size();
    }

    /** It does not say. */
    @Override
    public long memoryInUse() {
        return memoryBytes();
    }

    @Override
    public void limitMemory(long bytes) {
        memory.limitMemory(bytes);
    }

    @Override
    public boolean heapWasFull() {
        return memory.heapWasFull();
    }

    @Override
    public void end() {
        ending(thread, process).run();
    }

    /** Its thread may be about to end, and then ends here. */
    @Override
    public void drop() {
        memory.drop();
    }

    LinearMemory memory() {
        return memory;
    }
}
