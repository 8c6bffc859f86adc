package org.pythonwasm.engine.internal.object;

/** One of Python's own exceptions: what a script did with a Java object that cannot be done, in the terms of its language. */
public final class RaisedInPython extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    private RaisedInPython(String type, String message) {
        super(message, null, false, false);
        this.type = type;
    }

    static RaisedInPython attributeError(String message) {
        return new RaisedInPython("AttributeError", message);
    }

    static RaisedInPython typeError(String message) {
        return new RaisedInPython("TypeError", message);
    }

    static RaisedInPython indexError() {
        return new RaisedInPython("IndexError", "index out of range");
    }

    /** The prelude puts the key into it. */
    static RaisedInPython keyError() {
        return new RaisedInPython("KeyError", "");
    }

    /** Returns the name of the exception, one of those that the prelude knows. */
    public String type() {
        return type;
    }
}
