package org.pythonwasm.agents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/**
 * Runs the code of one conversation: variables, functions and files stay from one run to the next. Thread-safe: runs come one after
 * the other, in the order in which they were requested.
 *
 * <p>An interpreter in which a run was ended from outside (a limit of time, a cancellation, a crash) is never used again: the
 * conversation starts anew with the next run, and {@link Outcome.Failure#stateLost()} says so.
 */
public final class Conversation implements AutoCloseable {
    private static final String SUPPORT = support();
    /** A module of its own, so that the code has all names for itself. */
    private static final String LOADER = """
            def load(source, root):
                import types
                module = types.ModuleType("_conversation")
                module.ROOT = root
                exec(compile(source, "<conversation>", "exec"), module.__dict__)
                return module
            load
            """;

    /** What Python appends to a text that it has shortened. */
    private static final int LONGEST_NOTE = 100;

    private final PythonRuntime runtime;
    private final ConversationLimits limits;
    private final ReentrantLock turn = new ReentrantLock(true);
    /** Null before the first run, and after one that was ended. */
    private volatile PythonInterpreter python;

    private PythonHandle support;
    private int runs;
    private volatile boolean closed;

    /** @param runtime decides what the code may reach, and has the limits of one run */
    public Conversation(PythonRuntime runtime, ConversationLimits limits) {
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    private static String support() {
        try (var stream = Conversation.class.getResourceAsStream("conversation.py")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs code; what it does wrong is in the outcome. */
    public Outcome run(String code) {
        return run(code, new Cancellation());
    }

    /** The same for a run that its caller may cancel. */
    public Outcome run(String code, Cancellation cancellation) {
        Objects.requireNonNull(code, "code");
        return inTurn(() -> runInTurn(code, cancellation));
    }

    /** Makes several calls as one: no run of another thread comes between them. */
    public <T> T inTurn(Supplier<T> calls) {
        turn.lock();
        try {
            return calls.get();
        } finally {
            turn.unlock();
        }
    }

    private Outcome runInTurn(String code, Cancellation cancellation) {
        var out = new Excerpt(limits.text());
        var err = new Excerpt(limits.text());
        try {
            open();
            python.setOutput(out::append, err::append);
            if (!cancellation.begin(python::close)) {
                return outcome(Optional.empty(), out, err, cancelled(false));
            }
            Object value = support.invoke("run", code, "<run " + ++runs + ">", limits.text());
            return outcome(Optional.ofNullable(value).map(this::text), out, err, null);
        } catch (PythonException e) {
            return outcome(Optional.empty(), out, err, failure(e));
        } catch (GuestDiedException e) {
            discard();
            return outcome(Optional.empty(), out, err, cancellation.isCancelled() ? cancelled(true) : death(e));
        } catch (IllegalArgumentException e) {
            // The code is larger than a value may be.
            return outcome(Optional.empty(), out, err, failure("ValueError", e.getMessage(), false));
        } finally {
            cancellation.finish();
        }
    }

    private static Outcome outcome(Optional<String> value, Excerpt out, Excerpt err, Outcome.Failure failure) {
        return new Outcome(value, out.text(), err.text(), Optional.ofNullable(failure));
    }

    private Outcome.Failure failure(PythonException e) {
        if (e.isInterruption()) {
            discard();
            var limit = runtime.limits();
            return new Outcome.Failure(
                    e.typeName(),
                    "the run took longer than its limit of " + limit.wallTime().toMillis() + " ms",
                    shortened(e.traceback()),
                    e.line(),
                    true);
        }
        return new Outcome.Failure(
                e.typeName(), shortened(e.pythonMessage()), shortened(e.traceback()), e.line(), false);
    }

    /** Python has shortened it, unless a script took the Python side apart. */
    private String text(Object value) {
        String text = value instanceof String string ? string : value.getClass().getSimpleName();
        return text.length() <= limits.text() + LONGEST_NOTE ? text : shortened(text);
    }

    private String shortened(String text) {
        var excerpt = new Excerpt(limits.text());
        excerpt.append(text);
        return excerpt.text();
    }

    private static Outcome.Failure death(GuestDiedException e) {
        return failure(e.reason().name(), String.valueOf(e.getMessage()), true);
    }

    private static Outcome.Failure cancelled(boolean stateLost) {
        return failure("CANCELLED", "the run was cancelled", stateLost);
    }

    private static Outcome.Failure failure(String type, String message, boolean stateLost) {
        return new Outcome.Failure(type, message, type + ": " + message + "\n", -1, stateLost);
    }

    private void open() {
        if (closed) {
            throw new IllegalStateException("the conversation is closed: open a new one");
        }
        if (python == null || !python.isUsable()) {
            discard();
            python = runtime.open();
            if (closed) {
                discard();
                throw new IllegalStateException("the conversation is closed: open a new one");
            }
            support = (PythonHandle) ((PythonHandle) python.eval(LOADER, "<conversation>"))
                    .call(SUPPORT, limits.scratch().orElse(""));
            python.delete("load");
        }
    }

    private void discard() {
        var ended = python;
        if (ended != null) {
            python = null;
            support = null;
            ended.close();
        }
    }

    /**
     * Returns the names of the files in the scratch space, relative to it, with their sizes in bytes; at most
     * {@link ConversationLimits#files()} of them.
     *
     * @throws PythonException if Python cannot list them
     */
    public Map<String, Long> files() {
        return inScratch(module -> {
            var sizes = new LinkedHashMap<String, Long>();
            if (module.invoke("files", limits.files()) instanceof List<?> found) {
                for (int i = 0; i + 1 < found.size() && sizes.size() < limits.files(); i += 2) {
                    if (found.get(i) instanceof String name && found.get(i + 1) instanceof Number size) {
                        sizes.put(name, size.longValue());
                    }
                }
            }
            return sizes;
        });
    }

    /**
     * Reads a file of the scratch space.
     *
     * @param name relative to it, or absolute
     * @throws PythonException if there is no such file, it lies elsewhere, or has more than {@link ConversationLimits#fileBytes()}
     */
    public byte[] read(String name) {
        return inScratch(module -> {
            if (module.invoke("read", name, limits.fileBytes()) instanceof byte[] content) {
                return content;
            }
            throw new IllegalStateException("the script replaced what reads its files");
        });
    }

    /**
     * Writes a file into the scratch space, and makes the directories that its name has.
     *
     * @param name relative to it, or absolute
     * @throws PythonException if it would lie elsewhere, or there is no room
     */
    public void write(String name, byte[] content) {
        if (content.length > limits.fileBytes()) {
            throw new IllegalArgumentException(
                    "a file may have " + limits.fileBytes() + " bytes, " + name + " has " + content.length);
        }
        inScratch(module -> module.invoke("write", name, content));
    }

    private <T> T inScratch(Function<PythonHandle, T> action) {
        if (limits.scratch().isEmpty()) {
            throw new IllegalStateException("the conversation has no files: its runtime was given no scratch space");
        }
        turn.lock();
        try {
            open();
            return action.apply(support);
        } catch (PythonException e) {
            if (e.isInterruption()) {
                discard();
            }
            throw e;
        } catch (GuestDiedException e) {
            discard();
            throw e;
        } finally {
            turn.unlock();
        }
    }

    /** Returns whether a run is under way or waits. */
    boolean isBusy() {
        return turn.isLocked();
    }

    /** Frees its memory; a run that is under way is ended. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        var ended = python;
        if (ended != null) {
            ended.close();
        }
    }
}
