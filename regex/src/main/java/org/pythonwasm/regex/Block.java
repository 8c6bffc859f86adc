package org.pythonwasm.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Code that is entered at its beginning: by its number, or from the block before it. */
final class Block {
    private final List<Consumer<PartWriter>> steps = new ArrayList<>();
    private int number = -1;
    private int weight;
    private boolean closed;

    /** Its place in the program, once it has one. */
    int number() {
        return number;
    }

    void place(int newNumber) {
        number = newNumber;
    }

    /**
     * @param bytes of code at most
     */
    void add(int bytes, Consumer<PartWriter> step) {
        steps.add(step);
        weight += bytes;
    }

    /** What comes after it is not its continuation. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    int weight() {
        return weight;
    }

    void write(PartWriter writer) {
        steps.forEach(step -> step.accept(writer));
    }
}
