package org.pythonwasm.udf.spark.task;

import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.FunctionListener;
import org.pythonwasm.udf.internal.metrics.FunctionMetrics;

/** Counts what happens to the interpreters of this thread's task. Stateless. */
final class TaskEvents implements FunctionListener {
    private TaskEvents() {}

    static void begin() {
        FunctionMetrics.ALL.add(new TaskEvents());
    }

    @Override
    public void opened(FunctionDefinition function) {
        Lanes.opening();
    }

    @Override
    public void died(FunctionDefinition function, GuestDiedException death) {
        Lanes.died();
    }
}
