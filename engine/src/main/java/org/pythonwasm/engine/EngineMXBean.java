package org.pythonwasm.engine;

import java.util.Map;

/**
 * What all interpreters of this JVM have done since its start. {@link PythonRuntime#registerActivity()} shows it to JMX as
 * {@value #NAME}; the pools that have a name are beside it, as {@code org.pythonwasm:type=Pool,name=…}. Thread-safe; counts of
 * running interpreters may lag a little.
 */
public interface EngineMXBean {
    /** Name in the platform's MBean server. */
    String NAME = "org.pythonwasm:type=Engine";

    /** Interpreters that are open. */
    long getInterpreters();

    /** Interpreters that were opened so far, resets included. */
    long getOpened();

    /** Linear memory of the open interpreters, in bytes. */
    long getMemoryBytes();

    /** Calls of Java into Python so far; rows that went in one batch are one call. */
    long getCalls();

    /** Calls that ended with an exception, by the name of its type; from the hundredth type on {@code other}. */
    Map<String, Long> getErrors();

    /** Guests that died, by {@link GuestDiedException.Reason}. */
    Map<String, Long> getDeaths();
}
