package org.pythonwasm.engine.internal.wire;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where an interpreter's output goes and its input comes from. */
public final class Streams {
    public Consumer<String> out = text -> { };
    public Consumer<String> err = text -> { };
    /** Answers the next line with its line end, or an empty text at the end of input. */
    public Supplier<String> in = () -> "";
}
