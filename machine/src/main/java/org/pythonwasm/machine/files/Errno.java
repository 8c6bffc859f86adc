package org.pythonwasm.machine.files;

import java.io.IOException;

/** Error numbers of WASI preview 1. */
public final class Errno {
    public static final int SUCCESS = 0;
    public static final int BADF = 8;
    static final int BUSY = 10;
    static final int EXIST = 20;
    public static final int ILSEQ = 25;
    static final int INTR = 27;
    public static final int INVAL = 28;
    public static final int IO = 29;
    static final int ISDIR = 31;
    public static final int MFILE = 33;
    public static final int NAMETOOLONG = 37;
    public static final int NOENT = 44;
    public static final int NOMEM = 48;
    static final int NOSPC = 51;
    static final int NOTDIR = 54;
    static final int NOTEMPTY = 55;
    public static final int PERM = 63;
    static final int ROFS = 69;
    public static final int XDEV = 75;

    private Errno() {}

    /** The action of a WASI function. */
    public interface Action {
        void run() throws IOException;
    }

    /** Returns the error number for the outcome of the action. */
    public static int of(Action action) {
        try {
            action.run();
            return SUCCESS;
        } catch (ErrnoException e) {
            return e.errno;
        } catch (IOException e) {
            return IO;
        }
    }
}
