package org.pythonwasm.udf.spark.task;

import java.sql.SQLException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.spark.memory.MemoryConsumer;
import org.apache.spark.memory.MemoryMode;
import org.apache.spark.memory.TaskMemoryManager;
import org.pythonwasm.udf.internal.call.FunctionInstance;
import org.pythonwasm.udf.internal.define.CheckedFunction;

/**
 * The memory of the interpreters that a task uses, as part of what Spark shares out among the operators of its tasks: others spill to
 * make room for it. It is on the heap already when it is counted, so that growth is noticed some calls later. Used by the thread of
 * the task.
 */
final class GuestMemory extends MemoryConsumer {
    private static final String OUT_OF_MEMORY = "53200";
    private final Map<FunctionInstance, Long> counted = new IdentityHashMap<>();

    GuestMemory(TaskMemoryManager manager) {
        super(manager, manager.pageSizeBytes(), MemoryMode.ON_HEAP);
    }

    /** Counts what an interpreter has now. */
    void use(FunctionInstance interpreter, CheckedFunction function) throws SQLException {
        long bytes = interpreter.memoryBytes();
        long more = bytes - counted.getOrDefault(interpreter, 0L);
        if (more > 0) {
            long got = acquireMemory(more);
            if (got < more) {
                freeMemory(got);
                throw new SQLException(
                        "PythonFunction " + function.definition().name() + ": its interpreter has " + bytes
                                + " bytes, but Spark had " + got + " of the " + more
                                + " bytes that were missing; give executors more memory (spark.executor.memory)",
                        OUT_OF_MEMORY);
            }
            counted.put(interpreter, bytes);
        }
    }

    void free() {
        counted.clear();
        freeMemory(getUsed());
    }

    /** An interpreter cannot give its memory away while a task uses it. */
    @Override
    public long spill(long size, MemoryConsumer trigger) {
        return 0;
    }
}
