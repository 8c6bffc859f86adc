package org.pythonwasm.bench.harness;

/** What one start of one system made of one program. */
sealed interface Outcome {
    record Measured(double nanos, boolean steady, String value) implements Outcome {
    }

    record Failed(String message) implements Outcome {
    }
}
