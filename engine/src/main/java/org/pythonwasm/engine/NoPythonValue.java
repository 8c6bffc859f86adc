package org.pythonwasm.engine;

/** A Java value has no Python counterpart; each container on the way up adds its part of the path. */
final class NoPythonValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_PATH = 200;

    private final StringBuilder path = new StringBuilder();
    private final String reason;

    NoPythonValue(String reason) {
        this.reason = reason;
    }

    NoPythonValue(String reason, Throwable cause) {
        super(cause);
        this.reason = reason;
    }

    NoPythonValue inside(String part) {
        path.insert(0, part);
        return this;
    }

    @Override
    public String getMessage() {
        String place = path.length() <= MAX_PATH ? path.toString() : path.substring(0, MAX_PATH) + "…";
        return place + ": " + reason;
    }
}
