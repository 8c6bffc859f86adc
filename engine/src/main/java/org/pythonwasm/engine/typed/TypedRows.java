package org.pythonwasm.engine.typed;

import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.internal.guest.Session;

/**
 * The rows of one call of a {@link TypedTable}, fetched in batches while the generator waits in the guest. Same thread
 * rule as its interpreter; several may be open at a time.
 */
public final class TypedRows implements AutoCloseable {
    private final Session session;
    private final int table;
    private int iterator;
    private RuntimeException pending;

    TypedRows(Session session, int table, int iterator) {
        this.session = session;
        this.table = table;
        this.iterator = iterator;
    }

    /**
     * Fetches up to that many rows into the batch, in one guest call.
     *
     * @return the number of rows; less than requested at the end of the rows, or before an error, which the next call
     *     throws
     * @throws PythonException if the generator raised, or a row does not fit the table; there are no more rows then
     * @throws GuestDiedException if the guest died
     */
    public int fetch(Batch rows, int count) {
        rows.checkRows(count);
        if (pending != null) {
            var error = pending;
            pending = null;
            throw error;
        }
        if (iterator == 0) {
            return 0;
        }
        int fetched = session.call(guest -> guest.fetch(table, iterator, rows, count));
        return fetched < 0
                ? failed(session.rowsDone(-1 - fetched, count))
                : ended(session.rowsDone(fetched, count), count);
    }

    private int failed(int before) {
        var error = session.raised(before);
        close();
        if (before == 0) {
            throw error;
        }
        pending = error;
        return before;
    }

    private int ended(int fetched, int asked) {
        if (fetched < asked) {
            close();
        }
        return fetched;
    }

    /** Returns whether there may be more rows. */
    public boolean isOpen() {
        return iterator != 0 || pending != null;
    }

    /** Ends the generator, which may run its {@code finally} blocks; a second call does nothing. */
    @Override
    public void close() {
        int closing = iterator;
        iterator = 0;
        if (closing != 0) {
            session.tell(guest -> guest.closeIterator(closing));
        }
    }
}
