package org.pythonwasm.engine.internal.bind;

import java.util.function.Supplier;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.internal.text.Excerpt;

/** A value has no form of the declared type; each container on the way up adds its part of the path. */
final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_PATH = 200;

    private final StringBuilder path = new StringBuilder();
    private final String reason;

    Mismatch(String reason, Throwable cause) {
        super(null, cause, false, false);
        this.reason = reason;
    }

    Mismatch(Object value, Target expected, String more) {
        this("expected " + expected + ", Python gave " + text(value) + more, null);
    }

    /** What the value is, without the whole of it. */
    static String text(Object value) {
        if (value == null) {
            return "None";
        }
        return value instanceof PythonHandle handle
                ? "an object of the Python class " + Excerpt.of(handle.typeName())
                : Excerpt.withClass(value);
    }

    /** Returns what the conversion of a part returns; if it fails, the part is named. */
    static Object inside(Supplier<?> conversion, Supplier<String> part) {
        try {
            return conversion.get();
        } catch (Mismatch e) {
            e.path.insert(0, part.get());
            throw e;
        }
    }

    ClassCastException at(String place) {
        String inner = path.length() <= MAX_PATH ? path.toString() : path.substring(0, MAX_PATH) + "…";
        var error = new ClassCastException(place + inner + ": " + reason);
        error.initCause(getCause());
        return error;
    }
}
