package org.pythonwasm.engine;

/**
 * Receives events from the interpreters of a {@link PythonRuntime}, for an application's log and metrics. The thread in
 * which an event occurs calls the method before it continues: a method has to be fast and thread-safe, and must not use
 * the interpreter. Its exceptions are logged and otherwise ignored. Every method does nothing by default.
 */
public interface EngineListener {
    /** An interpreter was opened, or started again after a reset. */
    default void opened() {}

    /** A call ended with an exception that no Python code caught. */
    default void raised(PythonException error) {}

    /** A guest died: {@link GuestDiedException#reason()} distinguishes a kill from a crash. */
    default void died(GuestDiedException death) {}

    /**
     * An interpreter was closed or reset.
     *
     * @param calls that Java made into it
     * @param memoryBytes that it occupied
     */
    default void closed(long calls, long memoryBytes) {}
}
