package org.pythonwasm.engine;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The guest raised: a Python exception that no Python code caught. The interpreter stays usable. (For a guest that died
 * see {@link GuestDiedException}.)
 *
 * <p>The Python frames stand above the Java frames in {@link #getStackTrace()}, innermost first, as
 * {@code <python>.function(file:line)}.
 */
public final class PythonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String typeName;
    private final String pythonMessage;
    private final String traceback;
    private final int line;
    private final int column;
    private final transient Map<String, Object> attributes;
    private final int row;

    PythonException(PythonError error, int row) {
        super(error.message().isEmpty() ? error.type() : error.type() + ": " + error.message());
        this.typeName = error.type();
        this.pythonMessage = error.message();
        this.traceback = error.traceback();
        this.line = error.line();
        this.column = error.column();
        this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(error.attributes()));
        this.row = row;
        prependFrames(error.frames());
    }

    private void prependFrames(List<StackTraceElement> python) {
        StackTraceElement[] java = getStackTrace();
        StackTraceElement[] all = Arrays.copyOf(python.toArray(StackTraceElement[]::new), python.size() + java.length);
        System.arraycopy(java, 0, all, python.size(), java.length);
        setStackTrace(all);
    }

    /** Qualified name of the exception's class, without module for built-in ones: {@code ValueError}. */
    public String typeName() {
        return typeName;
    }

    /** {@code str(exception)}. */
    public String pythonMessage() {
        return pythonMessage;
    }

    /** The whole traceback as CPython prints it, with source lines and carets. */
    public String traceback() {
        return traceback;
    }

    /** Line in the evaluated source, from 1: of a syntax error, else of the innermost frame of the script; or -1. */
    public int line() {
        return line;
    }

    /** Column of a syntax error, from 1; or -1. */
    public int column() {
        return column;
    }

    /** Public attributes of the exception with simple values (str, int, float, bool, None). */
    public Map<String, Object> attributes() {
        return attributes == null ? Map.of() : attributes;
    }

    /** The row of a batch that failed, from 0; or -1 where there was no batch. */
    public int row() {
        return row;
    }
}
