package org.pythonwasm.udf.spark.task;

import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskInterruptListener;

/**
 * The news that a task is killed, at once. Spark before 4.2 says nothing: there the core's poller, which asks fifty times a second,
 * is alone. Stateless.
 */
final class Interrupts {
    private static final boolean TOLD = isTold();

    private Interrupts() {}

    private static boolean isTold() {
        try {
            TaskContext.class.getMethod(
                    "addTaskInterruptListener", Class.forName("org.apache.spark.util.TaskInterruptListener"));
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    static void tell(Lane lane, TaskContext task) {
        if (TOLD) {
            Listener.add(lane, task);
        }
    }

    /** Names a class that older versions lack. */
    private record Listener(Lane lane) implements TaskInterruptListener {
        static void add(Lane lane, TaskContext task) {
            task.addTaskInterruptListener(new Listener(lane));
        }

        @Override
        public void onTaskInterrupted(TaskContext task, String reason) {
            lane.interrupt(task);
        }
    }
}
