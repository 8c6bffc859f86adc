package org.pythonwasm.engine;

import org.pythonwasm.engine.internal.guest.Session;

/** For tests that look below an interpreter. */
public final class Sessions {
    private Sessions() {}

    /** What an interpreter runs in, until it is reset. */
    public static Session of(PythonInterpreter python) {
        return python.session();
    }
}
