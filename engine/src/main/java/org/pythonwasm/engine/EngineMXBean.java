package org.pythonwasm.engine;

import java.util.Map;

/**
 * The activity of all interpreters of this JVM since its start. {@link PythonRuntime#registerActivity()} publishes it
 * in JMX as {@value #NAME}; named pools are beside it, as {@code org.pythonwasm:type=Pool,name=…}. Thread-safe; counts
 * of running interpreters may lag a little.
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

    /** Open interpreters that sleep, see {@link PythonRuntime.Builder#withSleepAfter}. */
    long getAsleep();

    /** What the memories of all open interpreters of the built-in guest hold of the Java heap, in bytes; those that sleep hold little. */
    long getHeldBytes();

    /** How often an interpreter has fallen asleep so far. */
    long getSleeps();

    /** How often a call has woken one so far. */
    long getWakes();

    /** Calls of Java into Python so far; the rows of one batch are one call. */
    long getCalls();

    /**
     * Calls that ended with an exception, by the name of its type; types after the hundredth are counted as
     * {@code other}.
     */
    Map<String, Long> getErrors();

    /** Regular expressions that interpreters had matched by compiled code so far; what several share counts for each. */
    long getCompiledRegexes();

    /** Compiled forms of Python code that interpreters have had so far. */
    long getCompiledCodes();

    /** Guards of compiled Python code that failed so far, where the interpreter went on. */
    long getFailedGuards();

    /** Typed functions that interpreters had compiled for many rows so far. */
    long getCompiledFunctions();

    /** Rows of such functions that needed no Python so far, but for a few of each interpreter. */
    long getCompiledRows();

    /** What compiled Python code takes now of heap and metaspace, in bytes, about; what several interpreters share counts for each. */
    long getCompiledCodeBytes();

    /** Guests that died, by {@link GuestDiedException.Reason}. */
    Map<String, Long> getDeaths();
}
