package org.pythonwasm.engine.internal.wire;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** The destination of an interpreter's output and the source of its input. */
public final class Streams {
    public Consumer<String> out = text -> {};
    public Consumer<String> err = text -> {};
    /** Supplies the next line with its line end, or an empty text at the end of input. */
    public Supplier<String> in = () -> "";
}
