package org.pythonwasm.bench.harness;

/** The outcome of one start of one system for one program. */
sealed interface Outcome {
    record Measured(double nanos, boolean steady, String value) implements Outcome {}

    record Failed(String message) implements Outcome {}
}
