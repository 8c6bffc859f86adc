package org.pythonwasm.engine.internal;

/** Error numbers of WASI preview 1. */
final class Errno {
    static final int SUCCESS = 0;
    static final int BADF = 8;
    static final int INVAL = 28;
    static final int IO = 29;
    static final int MFILE = 33;
    static final int NAMETOOLONG = 37;
    static final int NOENT = 44;
    static final int NOTDIR = 54;
    static final int ROFS = 69;

    private Errno() {
    }
}
