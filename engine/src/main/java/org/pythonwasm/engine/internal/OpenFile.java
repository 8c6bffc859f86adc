package org.pythonwasm.engine.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/** A file or directory that a guest has opened for reading. Same thread rule as the guest, but for {@link #close()}. */
abstract class OpenFile {
    long offset;

    abstract long size() throws IOException;

    /** Reads at the offset; answers how many bytes, 0 at the end. */
    abstract int read(byte[] into, int start, int length) throws IOException;

    /** Names in a directory; empty for a file. */
    List<String> names() {
        return List.of();
    }

    boolean isDirectory() {
        return false;
    }

    void close() throws IOException {
    }

    /** A file that is in the host's memory. */
    static final class InMemory extends OpenFile {
        private final byte[] content;

        InMemory(byte[] content) {
            this.content = content;
        }

        @Override
        long size() {
            return content.length;
        }

        @Override
        int read(byte[] into, int start, int length) {
            int size = (int) Math.min(length, Math.max(0, content.length - offset));
            System.arraycopy(content, (int) Math.min(offset, content.length), into, start, size);
            return size;
        }
    }

    /** A file of the host. */
    static final class OnHost extends OpenFile {
        private final FileChannel channel;

        OnHost(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        long size() throws IOException {
            return channel.size();
        }

        @Override
        int read(byte[] into, int start, int length) throws IOException {
            return length == 0 ? 0 : Math.max(0, channel.read(ByteBuffer.wrap(into, start, length), offset));
        }

        @Override
        void close() throws IOException {
            channel.close();
        }
    }

    /** A directory of the host, as it was when it was opened. */
    static final class Directory extends OpenFile {
        private final List<String> names;

        Directory(List<String> names) {
            this.names = names;
        }

        @Override
        List<String> names() {
            return names;
        }

        @Override
        boolean isDirectory() {
            return true;
        }

        @Override
        long size() {
            return 0;
        }

        @Override
        int read(byte[] into, int start, int length) throws IOException {
            throw new IOException("a directory has no content");
        }
    }
}
