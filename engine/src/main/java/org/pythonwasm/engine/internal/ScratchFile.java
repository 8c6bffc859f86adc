package org.pythonwasm.engine.internal;

import java.io.IOException;
import java.time.Clock;

/** A file in a scratch space. One without a name stays till it is closed, and counts. Same thread rule as the guest. */
final class ScratchFile extends ScratchNode {
    private final ScratchContent content;
    private boolean named = true;
    private int openings;

    ScratchFile(long inode, Clock clock, ScratchBudget budget) {
        super(inode, clock);
        this.content = new ScratchContent(budget);
    }

    @Override
    FileStat stat() {
        return stat(FileStat.REGULAR_FILE, content.size());
    }

    OpenFile open(Opening how) throws IOException {
        if (how.truncates()) {
            setSize(0);
        }
        openings++;
        return new Open(how);
    }

    private void setSize(long size) throws Refusal {
        content.setSize(size);
        touch();
    }

    /** Its name was removed, or given to another file. */
    void loseName() throws Refusal {
        named = false;
        dropUnreachable();
    }

    private void dropUnreachable() throws Refusal {
        if (!named && openings == 0) {
            content.setSize(0);
        }
    }

    private final class Open extends OpenFile {
        private final Opening how;

        Open(Opening how) {
            this.how = how;
        }

        @Override
        FileStat stat() {
            return ScratchFile.this.stat();
        }

        @Override
        int read(long at, byte[] into, int start, int length) throws IOException {
            require(how.reads(), Errno.BADF);
            return content.read(at, into, start, length);
        }

        @Override
        int write(long at, byte[] from, int start, int length) throws IOException {
            require(how.writes(), Errno.BADF);
            int written = content.write(at, from, start, length);
            touch();
            return written;
        }

        @Override
        void setSize(long size) throws IOException {
            require(how.writes(), Errno.INVAL);
            ScratchFile.this.setSize(size);
        }

        @Override
        void setTimes(FileTimes times) {
            ScratchFile.this.setTimes(times);
        }

        private static void require(boolean asked, int otherwise) throws Refusal {
            if (!asked) {
                throw new Refusal(otherwise);
            }
        }

        @Override
        boolean isReadable() {
            return how.reads();
        }

        @Override
        boolean isWritable() {
            return how.writes();
        }

        @Override
        void close() throws IOException {
            openings--;
            dropUnreachable();
        }
    }
}
