package org.pythonwasm.udf;

import java.util.List;

/**
 * What the SQL functions of this JVM have done since their databases were opened. {@link PythonFunctions#registerActivity()}
 * shows it to JMX as {@value #NAME}. Thread-safe.
 */
public interface FunctionsMXBean {
    /** Name in the platform's MBean server. */
    String NAME = "org.pythonwasm:type=Functions";

    /**
     * The functions that are loaded and not dropped, by name. The same definition in several databases, or in several
     * Calcite connections, is one entry.
     */
    List<FunctionStatistics> getFunctions();
}
