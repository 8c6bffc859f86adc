package org.pythonwasm.bench.harness;

/** One of the compared systems, in a separate JVM. Used by one thread. */
public interface PythonSystem extends AutoCloseable {
    /** Name and version, for people. */
    String version();

    /**
     * Loads a program into fresh globals.
     *
     * @param source defines {@code check()}, which does the program's quantum of work and returns a str
     */
    Program load(String name, String source) throws Exception;

    @Override
    default void close() {}

    /** A loaded program. */
    interface Program extends AutoCloseable {
        /** One run of the quantum. */
        String check() throws Exception;

        @Override
        default void close() {}
    }
}
