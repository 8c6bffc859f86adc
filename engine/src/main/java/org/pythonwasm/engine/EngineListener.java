package org.pythonwasm.engine;

/**
 * Hears what happens to the interpreters of a {@link PythonRuntime}, for an application's own log and metrics. Called by the
 * thread in which it happens, before that goes on: it has to be fast and thread-safe, and must not use the interpreter. What
 * it throws is logged and otherwise ignored. Every method does nothing by default.
 */
public interface EngineListener {
    /** An interpreter was opened, or begins anew after a reset. */
    default void opened() {
    }

    /** A call ended with an exception that no Python code caught. */
    default void raised(PythonException error) {
    }

    /** A guest died: {@link GuestDiedException#reason()} tells a kill from a crash. */
    default void died(GuestDiedException death) {
    }

    /**
     * An interpreter was closed or reset.
     *
     * @param calls of Java into it
     * @param memoryBytes that it had taken
     */
    default void closed(long calls, long memoryBytes) {
    }
}
