package org.pythonwasm.engine.internal;

import java.io.IOException;

/** Error numbers of WASI preview 1. */
final class Errno {
    static final int SUCCESS = 0;
    static final int BADF = 8;
    static final int BUSY = 10;
    static final int EXIST = 20;
    static final int ILSEQ = 25;
    static final int INTR = 27;
    static final int INVAL = 28;
    static final int IO = 29;
    static final int ISDIR = 31;
    static final int MFILE = 33;
    static final int NAMETOOLONG = 37;
    static final int NOENT = 44;
    static final int NOMEM = 48;
    static final int NOSPC = 51;
    static final int NOTDIR = 54;
    static final int NOTEMPTY = 55;
    static final int PERM = 63;
    static final int ROFS = 69;
    static final int XDEV = 75;

    private Errno() {
    }

    /** What a function of WASI does. */
    interface Action {
        void run() throws IOException;
    }

    /** The number that stands for how the action ended. */
    static int of(Action action) {
        try {
            action.run();
            return SUCCESS;
        } catch (Refusal e) {
            return e.errno;
        } catch (IOException e) {
            return IO;
        }
    }
}
