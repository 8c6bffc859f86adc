package org.pythonwasm.engine;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.pythonwasm.engine.internal.error.PythonError;

/**
 * A Python exception that no Python code caught. The interpreter stays usable. (For a guest that died see
 * {@link GuestDiedException}.)
 *
 * <p>The Python frames are above the Java frames in {@link #getStackTrace()}, innermost first, as
 * {@code <python>.function(file:line)}. {@link #getCause()} is the exception's {@code __cause__} or
 * {@code __context__}; for a {@code python_wasm.JavaError} it is the exception of the Java function. The members of an
 * exception group are {@link #getSuppressed()}. {@code sys.exit(n)} arrives as {@code SystemExit} with the attribute
 * {@code code}.
 */
public final class PythonException extends RuntimeException {
    private static final long serialVersionUID = 3L;

    private final String typeName;

    @SuppressWarnings("serial") // copies of List are serializable
    private final List<String> baseNames;

    private final String pythonMessage;
    private final String traceback;
    private final int line;
    private final int column;
    private final transient Map<String, Object> attributes;

    @SuppressWarnings("serial") // copies of List are serializable
    private final List<String> notes;

    private final boolean unknownFunction;
    private final boolean interruption;
    private final boolean memoryLimit;
    private final int row;

    /**
     * Called by the engine only.
     *
     * @param interruption whether the call had been asked to end
     * @param memoryLimit whether the interpreter reached its memory limit
     * @param row of a batch, or -1
     */
    @SuppressWarnings("exports") // no application has a PythonError
    public PythonException(
            PythonError error, String message, boolean interruption, boolean memoryLimit, int row, Throwable cause) {
        super(message, cause);
        this.typeName = error.type();
        this.baseNames = List.copyOf(error.bases());
        this.pythonMessage = error.message();
        this.traceback = error.traceback();
        this.line = error.line();
        this.column = error.column();
        this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(error.attributes()));
        this.notes = List.copyOf(error.notes());
        this.unknownFunction = error.unknown();
        this.interruption = interruption;
        this.memoryLimit = memoryLimit;
        this.row = row;
        prependFrames(error.frames());
    }

    private void prependFrames(List<StackTraceElement> python) {
        StackTraceElement[] java = getStackTrace();
        StackTraceElement[] all = Arrays.copyOf(python.toArray(StackTraceElement[]::new), python.size() + java.length);
        System.arraycopy(java, 0, all, python.size(), java.length);
        setStackTrace(all);
    }

    /** Returns the qualified name of the exception's class, without module for built-in ones: {@code ValueError}. */
    public String typeName() {
        return typeName;
    }

    /** Returns the names of the base classes of the exception's class, in method resolution order, in the same form. */
    public List<String> baseNames() {
        return baseNames;
    }

    /** Returns {@code str(exception)}. */
    public String pythonMessage() {
        return pythonMessage;
    }

    /** Returns the whole traceback as CPython prints it, with source lines and carets. */
    public String traceback() {
        return traceback;
    }

    /**
     * Returns the line in the evaluated source, from 1: of a syntax error, else of the innermost frame of a script; or
     * -1.
     */
    public int line() {
        return line;
    }

    /** Returns the column in that line, from 1, in characters; or -1. */
    public int column() {
        return column;
    }

    /**
     * Returns the public attributes of the exception that have a Java value: those that a script set, and those of its
     * class, such as {@code errno} of an OSError or {@code start} of a UnicodeError. Empty after serialization.
     */
    public Map<String, Object> attributes() {
        return attributes == null ? Map.of() : attributes;
    }

    /**
     * Returns the argument of {@code sys.exit} as the exit status of a program: 0 if there was none, 1 for text and
     * other objects. Empty for other exceptions, and after serialization.
     */
    public OptionalInt exitCode() {
        if (attributes == null || !typeName.equals("SystemExit") && !baseNames.contains("SystemExit")) {
            return OptionalInt.empty();
        }
        Object code = attributes.getOrDefault("code", "");
        return OptionalInt.of(
                code == null
                        ? 0
                        : code instanceof Integer number ? number : code instanceof Boolean flag ? (flag ? 1 : 0) : 1);
    }

    /** Returns the notes that {@code add_note} added. */
    public List<String> notes() {
        return notes;
    }

    /** Returns whether a call by name found no callable of that name, so that nothing was run. */
    public boolean isUnknownFunction() {
        return unknownFunction;
    }

    /**
     * Returns whether the call had been asked to end, by a time limit or by an interruption. (A script may raise
     * {@code TimeoutError} and {@code KeyboardInterrupt} itself.)
     */
    public boolean isInterruption() {
        return interruption;
    }

    /**
     * Returns whether the interpreter reached {@link Limits#memoryBytes()}. (A script may raise {@code MemoryError}
     * itself, and the Java heap may be full before.)
     */
    public boolean isMemoryLimit() {
        return memoryLimit;
    }

    /** Returns the row of a batch that failed, from 0, or -1 if there was no batch. */
    public int row() {
        return row;
    }
}
