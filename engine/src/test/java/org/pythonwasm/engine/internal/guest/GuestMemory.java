package org.pythonwasm.engine.internal.guest;

import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.machine.memory.GuestInstance;

/** For tests that look into the memory of a built-in guest. */
public final class GuestMemory {
    private GuestMemory() {}

    private static BuiltInGuest guest(Session session) {
        return (BuiltInGuest) session.guest();
    }

    public static GuestInstance of(Session session) {
        return guest(session).memory();
    }

    /** How many bytes the host holds for a python.wasm of the user's. */
    public static int bytesOfModule(Session session) {
        return ((StdioGuest) session.guest()).memory().bytes.length;
    }

    /** Where the column descriptors of a batch start. */
    public static int address(Batch batch) {
        return ((LinearBatch) batch).address();
    }

    /** Inside {@link #keepHouse}. */
    public static int allocate(Session session, int size) {
        return guest(session).allocate(size);
    }

    /** Inside {@link #keepHouse}. */
    public static void release(Session session, int address) {
        guest(session).release(address);
    }

    public static void keepHouse(Session session, Runnable work) {
        session.keepHouse(() -> {
            work.run();
            return 0;
        });
    }

    public static int place(Session session, int address, int size) {
        return guest(session).place(address, size);
    }

    /** What a session makes of a guest's word on how many rows it has done. */
    public static void checkDone(Session session, Work work, int done, int asked) {
        session.checkDone(work, done, asked);
    }
}
