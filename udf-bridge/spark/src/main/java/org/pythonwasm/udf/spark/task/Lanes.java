package org.pythonwasm.udf.spark.task;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.util.LongAccumulator;

/**
 * The lanes of this JVM: a task takes a free one at its first call, and gives it back when it is over, so that the next task finds
 * interpreters that have run their bodies. The lane of a task that failed or was killed is closed. Thread-safe.
 */
final class Lanes {
    private static final ConcurrentLinkedDeque<Lane> FREE = new ConcurrentLinkedDeque<>();
    private static final ThreadLocal<Lane> CURRENT = new ThreadLocal<>();

    static {
        TaskEvents.begin();
    }

    private Lanes() {}

    /** Returns this thread's lane in its task, or on the driver, where no task runs. */
    static Lane current() {
        var task = TaskContext.get();
        var lane = CURRENT.get();
        return lane != null && lane.isOf(task) ? lane : enter(task, lane);
    }

    /** Counts an interpreter that begins to run its body, if it does that for a task that calls functions. */
    static void opening() {
        var lane = CURRENT.get();
        if (lane != null) {
            lane.opening();
            count(lane, InterpreterFigures::opened, 1);
        }
    }

    /** Counts an interpreter of this thread's task that died. */
    static void died() {
        var lane = CURRENT.get();
        if (lane != null) {
            count(lane, InterpreterFigures::ended, lane.died());
        }
    }

    private static void count(Lane lane, Function<InterpreterFigures, LongAccumulator> figure, long more) {
        var figures = lane.figures();
        if (figures != null && more > 0) {
            figure.apply(figures).add(more);
        }
    }

    private static Lane enter(TaskContext task, Lane before) {
        if (before != null && before.isOf(null) && before.isUsedByThisThread()) {
            give(before);
        }
        var free = FREE.poll();
        var lane = free == null ? new Lane() : free;
        lane.enter(task);
        CURRENT.set(lane);
        if (task != null) {
            task.addTaskCompletionListener((TaskContext over) -> leave(lane, over));
            Interrupts.tell(lane, task);
        }
        return lane;
    }

    /** Spark's own writer threads may still call functions when their task is over. */
    private static Void leave(Lane lane, TaskContext over) {
        lane.free();
        if (lane.isUsedByThisThread() && !over.isFailed() && !over.isInterrupted()) {
            CURRENT.remove();
            count(lane, InterpreterFigures::ended, lane.succeeded());
            give(lane);
        } else {
            count(lane, InterpreterFigures::ended, lane.failed());
            lane.close();
        }
        return null;
    }

    private static void give(Lane lane) {
        lane.rest();
        lane.leave();
        FREE.push(lane);
    }
}
