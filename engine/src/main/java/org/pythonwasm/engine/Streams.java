package org.pythonwasm.engine;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where an interpreter's output goes and its input comes from. */
final class Streams {
    Consumer<String> out = text -> { };
    Consumer<String> err = text -> { };
    /** Answers the next line with its line end, or an empty text at the end of input. */
    Supplier<String> in = () -> "";
}
