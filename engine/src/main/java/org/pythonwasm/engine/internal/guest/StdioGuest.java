package org.pythonwasm.engine.internal.guest;

import com.dylibso.chicory.wasi.WasiExitException;
import java.io.ByteArrayOutputStream;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.PythonModuleException;
import org.pythonwasm.engine.internal.module.GuestThread;
import org.pythonwasm.engine.internal.module.LoadedModule;
import org.pythonwasm.machine.memory.GuestExit;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.GuestTrap;
import org.pythonwasm.machine.memory.Snapshot;
import org.pythonwasm.machine.wasi.StandardStreams;
import org.pythonwasm.machine.wasi.Wasi;

/**
 * Plays the exports of the built-in guest for one that has none: each call becomes a request on its stdin, and lasts until the
 * guest has read all and wants more. The {@link GuestInstance} of such a guest is not its memory but the columns that lie between
 * it and the host.
 */
public final class StdioGuest extends StdioColumns {
    /** What lies between the guest and its host: one page, in which {@code InterruptCells} finds its words. */
    public static final Snapshot STAGE = stage();

    private static final Cleaner CLEANER = Cleaner.create();
    private static final long START_NANOS = 120_000_000_000L;
    private static final int MAX_LOG = 1 << 20;
    private static final int CELLS = 16;
    private static final int ASYNC_EXCEPTION = 12;
    private static final Pattern LIBRARY = Pattern.compile("stdlib dir = '([^']*)'");

    private final LoadedModule module;
    private final LoadedModule.Guest own;
    private final GuestThread thread;

    public StdioGuest(LoadedModule module, Session session) {
        super(session);
        this.module = module;
        this.own = module.newGuest(session.limits().memoryBytes(), List.of("-c", StdioBootstrap.BOOT));
        this.thread = own.thread();
        GuestThread guest = thread;
        CLEANER.register(this, guest::kill);
        start();
    }

    private static Snapshot stage() {
        byte[] memory = new byte[StdioColumns.FIRST_FREE];
        var words = new int[] {CELLS / 2, ASYNC_EXCEPTION, 1, 2, 1};
        for (int i = 0; i < words.length; i++) {
            memory[CELLS + 4 * i] = (byte) words[i];
        }
        return new Snapshot(memory, 1, 0, CELLS);
    }

    /** Until Python waits for the first request. What it prints meanwhile counts when it fails, and is dropped when it does not. */
    private void start() {
        var log = new ByteArrayOutputStream();
        long end = System.nanoTime() + START_NANOS;
        try {
            until(log, end);
            String directory = module.module().workingDirectory();
            var code = module.startCode(StdioBootstrap.sources());
            thread.feed(code.map(known -> StdioBootstrap.code(directory, known)).orElseGet(() -> StdioBootstrap.modules(directory)));
            until(log, end);
            if (code.isEmpty()) {
                keepCode(log.toString(StandardCharsets.ISO_8859_1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GuestDiedException(Reason.INTERRUPTED, "killed while it started", e);
        } catch (RuntimeException | Error e) {
            thread.kill();
            throw e;
        }
    }

    private void keepCode(String log) {
        int start = log.indexOf(StdioBootstrap.CODE);
        int end = log.indexOf('\n', Math.max(0, start));
        if (start >= 0 && end > start) {
            module.keepStartCode(StdioBootstrap.sources(), log.substring(start + StdioBootstrap.CODE.length(), end)
                    .getBytes(StandardCharsets.US_ASCII));
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
                throw failed(ended.cause() instanceof WasiExitException exit
                        ? "ended with status " + exit.exitCode() + " instead of waiting for requests"
                        : ended.cause() == null ? "ended instead of waiting for requests" : "trapped when it started",
                        log, ended.cause());
            } else {
                return;
            }
        }
    }

    private PythonModuleException failed(String what, ByteArrayOutputStream log, Throwable cause) {
        String text = log.toString(StandardCharsets.UTF_8).strip();
        if (text.contains("No module named 'encodings'")) {
            var told = LIBRARY.matcher(text);
            return new PythonModuleException(module.missingLibrary(told.find() ? told.group(1) : module.libraryPlace()), cause);
        }
        String said = text.isEmpty() ? "it printed nothing"
                : "it printed: " + text.substring(Math.max(0, text.length() - 500)).replaceAll("\\s*\n\\s*", " | ");
        return new PythonModuleException(module.module().file() + " " + what + ": expected a Python that takes the options "
                + String.join(" ", module.module().options()) + " -c; " + said, cause);
    }

    /** One request was put before the guest, or, in a nested call, before the guest that waits for another answer. */
    @Override
    public int pw_serve(GuestInstance guest) {
        boolean failed = false;
        guest.worker = thread.thread();
        while (true) {
            byte[] line = streams(guest).takeInput();
            if (line != null) {
                thread.feed(line);
            }
            var event = resume(failed, guest);
            failed = false;
            if (event instanceof GuestThread.Event.Output output) {
                failed = !emit(output, guest);
            } else if (event instanceof GuestThread.Event.Ended ended) {
                throw end(ended.cause());
            } else {
                return 0;
            }
        }
    }

    private static StandardStreams streams(GuestInstance guest) {
        return ((Wasi) guest.imports).streams;
    }

    private GuestThread.Event resume(boolean failed, GuestInstance guest) {
        try {
            // Nothing can be raised in it, so that the first sign to end is the last.
            var event = thread.resume(failed, () -> guest.stop || guest.readInt(ASYNC_EXCEPTION) != 0);
            if (event != null) {
                return event;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        guest.stop = true;
        throw new GuestTrap("stopped");
    }

    private static boolean emit(GuestThread.Event.Output output, GuestInstance guest) {
        try {
            streams(guest).emit(output.descriptor(), output.bytes());
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
        if (root(cause, WasiExitException.class) instanceof WasiExitException exit) {
            return new GuestExit(exit.exitCode());
        }
        if (root(cause, VirtualMachineError.class) instanceof VirtualMachineError error) {
            throw error;
        }
        return new GuestTrap(cause == null ? "the guest's program ended" : String.valueOf(cause.getMessage()));
    }

    @Override
    public long memoryBytes(GuestInstance guest) {
        return own.memoryBytes().getAsLong();
    }

    @Override
    public boolean isInterruptible() {
        return false;
    }

    @Override
    public void close() {
        thread.kill();
    }
}
