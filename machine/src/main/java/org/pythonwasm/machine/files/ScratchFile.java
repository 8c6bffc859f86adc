package org.pythonwasm.machine.files;

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

    OpenFile open(OpenFlags how) throws IOException {
        if (how.truncates()) {
            setSize(0);
        }
        openings++;
        return new Open(how);
    }

    private void setSize(long size) throws ErrnoException {
        content.setSize(size);
        touch();
    }

    /** Its name was removed, or given to another file. */
    void loseName() throws ErrnoException {
        named = false;
        dropUnreachable();
    }

    private void dropUnreachable() throws ErrnoException {
        if (!named && openings == 0) {
            content.setSize(0);
        }
    }

    private final class Open extends OpenFile {
        private final OpenFlags how;

        Open(OpenFlags how) {
            this.how = how;
        }

        @Override
        public FileStat stat() {
            return ScratchFile.this.stat();
        }

        @Override
        public int read(long at, byte[] into, int start, int length) throws IOException {
            require(how.reads(), Errno.BADF);
            return content.read(at, into, start, length);
        }

        @Override
        public int write(long at, byte[] from, int start, int length) throws IOException {
            require(how.writes(), Errno.BADF);
            int written = content.write(at, from, start, length);
            touch();
            return written;
        }

        @Override
        public void setSize(long size) throws IOException {
            require(how.writes(), Errno.INVAL);
            ScratchFile.this.setSize(size);
        }

        @Override
        public void setTimes(FileTimes times) {
            ScratchFile.this.setTimes(times);
        }

        private static void require(boolean asked, int otherwise) throws ErrnoException {
            if (!asked) {
                throw new ErrnoException(otherwise);
            }
        }

        @Override
        public boolean isReadable() {
            return how.reads();
        }

        @Override
        public boolean isWritable() {
            return how.writes();
        }

        @Override
        public void close() throws IOException {
            openings--;
            dropUnreachable();
        }
    }
}
