package org.pythonwasm.bench.harness;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What the time of a program is taken with, in each process of the comparison. */
enum Clock {
    /** Time that passes: what a user waits for, and only right on an otherwise idle machine. */
    WALL {
        @Override
        long nanos() {
            return System.nanoTime();
        }
    },
    /**
     * Processor time of the thread that runs the program: hardly changed by other processes, and without the work of
     * the JVM's own threads, which collect garbage and compile.
     */
    CPU {
        @Override
        long nanos() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
    };

    abstract long nanos();

    /** The name that the processes receive, {@code native.py} too. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Clock of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
