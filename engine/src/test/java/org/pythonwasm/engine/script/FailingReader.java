package org.pythonwasm.engine.script;

import java.io.IOException;
import java.io.Reader;

/** A script that cannot be read. */
final class FailingReader extends Reader {
    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        throw new IOException("no disk");
    }

    @Override
    public void close() {}
}
