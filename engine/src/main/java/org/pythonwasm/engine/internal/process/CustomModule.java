package org.pythonwasm.engine.internal.process;

import java.util.List;
import java.util.Optional;
import org.pythonwasm.engine.PythonModule;
import org.pythonwasm.machine.memory.LinearMemory;
import org.pythonwasm.machine.wasi.StandardStreams;

/** A python.wasm that the user supplies, ready to run, with all that its guests see. Immutable, thread-safe. */
public interface CustomModule {
    PythonModule module();

    /** One line that says what the module is and what it gets. */
    String describe();

    /** The place at which the guest sees the library that was named, or looks for one if none was. */
    String libraryPlace();

    /** The sentence about a library that the module did not find. */
    String missingLibrary(String place);

    /** The code that a guest with the same module, library and settings has made of the sources. */
    Optional<byte[]> startCode(String sources);

    /** Keeps it for the guests after this one. */
    void keepStartCode(String sources, byte[] code);

    /**
     * Makes a guest that has not begun to run.
     *
     * @param arguments what follows the options on Python's command line
     * @param memoryLimit in bytes
     */
    Process newProcess(List<String> arguments, long memoryLimit, StandardStreams streams);

    /** A guest of the module. */
    interface Process {
        /**
         * Runs the program, up to its end, in the calling thread; an interruption of that thread ends it.
         *
         * @throws org.pythonwasm.machine.memory.GuestExit it ended with a status
         */
        void run();

        LinearMemory memory();

        /** Closes the files of the host that it has open. From any thread. */
        void close();
    }
}
