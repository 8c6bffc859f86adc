package org.pythonwasm.example.spark;

import java.lang.management.ManagementFactory;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.pythonwasm.engine.EngineMXBean;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.example.tpch.Screen;

/** What ran where: each executor is a process that has interpreters. */
final class Places {
    private static final int ATTEMPTS = 20;

    private Places() {}

    /** What an executor says of itself; made of text, so that it needs no encoder of its own. */
    private record Place(String executor, long pid, long open, long opened, long calls) {
        static Place here() {
            PythonRuntime.registerActivity();
            return new Place(
                    SparkEnv.get().executorId(),
                    ProcessHandle.current().pid(),
                    figure("Interpreters"),
                    figure("Opened"),
                    figure("Calls"));
        }

        private static long figure(String attribute) {
            try {
                return (Long) ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(new ObjectName(EngineMXBean.NAME), attribute);
            } catch (JMException e) {
                throw new IllegalStateException(e);
            }
        }

        String text() {
            return executor + " " + pid + " " + open + " " + opened + " " + calls;
        }

        static Place parse(String text) {
            var parts = text.split(" ");
            return new Place(
                    parts[0],
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    Long.parseLong(parts[4]));
        }
    }

    /** Runs in each executor. */
    private static final class Ask implements MapPartitionsFunction<Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<String> call(Iterator<Long> rows) {
            return List.of(Place.here().text()).iterator();
        }
    }

    static void show(SparkSession session, Activity activity, Screen screen) {
        screen.heading("What ran where; this program is process "
                + ProcessHandle.current().pid());
        screen.line(
                "  %-8s | %-15s | %8s | %6s | %6s | %9s | %12s | %12s",
                "executor", "host", "pid", "tasks", "killed", "CPU, s", "interpreters", "Python calls");
        screen.line(
                "  %s",
                "---------+-----------------+----------+--------+--------+-----------+--------------+-------------");
        var work = activity.work();
        ask(session, work.size()).forEach((executor, place) -> {
            var done = work.get(executor);
            screen.line(
                    "  %-8s | %-15s | %8d | %6d | %6d | %9.1f | %5d of %3d | %,12d",
                    executor,
                    done == null ? "" : done.host(),
                    place.pid,
                    done == null ? 0 : done.tasks(),
                    done == null ? 0 : done.killed(),
                    done == null ? 0 : done.cpuNanos() / 1e9,
                    place.open,
                    place.opened,
                    place.calls);
        });
        screen.line("  (interpreters: open, of those opened so far)");
    }

    /** Spark says which executor a task is for, not the program: it asks until each has replied. */
    private static TreeMap<String, Place> ask(SparkSession session, int executors) {
        var places = new TreeMap<String, Place>();
        for (int i = 0; i < ATTEMPTS && places.size() < executors; i++) {
            int tasks = 4 * session.sparkContext().defaultParallelism();
            for (String text : session.range(0, tasks, 1, tasks)
                    .mapPartitions(new Ask(), Encoders.STRING())
                    .collectAsList()) {
                var place = Place.parse(text);
                places.put(place.executor, place);
            }
        }
        return places;
    }
}
