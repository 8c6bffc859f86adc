package org.pythonwasm.engine.internal.wire;

/** A Java value has no Python counterpart; each enclosing container adds its part of the path. */
public final class NoPythonValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_PATH = 200;

    private final StringBuilder path = new StringBuilder();
    private final String reason;

    NoPythonValueException(String reason) {
        this.reason = reason;
    }

    NoPythonValueException(String reason, Throwable cause) {
        super(cause);
        this.reason = reason;
    }

    NoPythonValueException inside(String part) {
        path.insert(0, part);
        return this;
    }

    @Override
    public String getMessage() {
        String place = path.length() <= MAX_PATH ? path.toString() : path.substring(0, MAX_PATH) + "…";
        return place + ": " + reason;
    }
}
