package org.pythonwasm.udf;

import java.util.List;

/**
 * The activity of the SQL functions of this JVM since their databases were opened.
 * {@link PythonFunctions#registerActivity()} publishes it in JMX as {@value #NAME}. Thread-safe.
 */
public interface FunctionsMXBean {
    /** Name in the platform's MBean server. */
    String NAME = "org.pythonwasm:type=Functions";

    /**
     * Returns the functions that are loaded and not dropped, by name. The same definition in several databases, or in
     * several Calcite connections, is one entry.
     */
    List<FunctionStatistics> getFunctions();
}
