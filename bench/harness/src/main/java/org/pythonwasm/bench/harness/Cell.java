package org.pythonwasm.bench.harness;

import java.util.List;
import org.apache.commons.math3.stat.StatUtils;

/**
 * One program on one system, over all starts.
 *
 * @param nanos median of the starts; NaN if a start failed
 * @param spread slowest start divided by the fastest
 * @param steady whether every start became steady
 * @param failure the reason why it could not run; empty if it did
 */
record Cell(double nanos, double spread, boolean steady, String failure) {
    /** @param expected the value that the program returns on native CPython; null before that is known */
    static Cell of(List<Outcome> starts, String expected) {
        for (Outcome start : starts) {
            if (start instanceof Outcome.Failed failed) {
                return failed(failed.message());
            }
            if (start instanceof Outcome.Measured measured
                    && expected != null
                    && !measured.value().equals(expected)) {
                return failed("returned " + measured.value() + ", native CPython " + expected);
            }
        }
        var measured = starts.stream().map(Outcome.Measured.class::cast).toList();
        double[] times = measured.stream().mapToDouble(Outcome.Measured::nanos).toArray();
        return new Cell(
                StatUtils.percentile(times, 50),
                StatUtils.max(times) / StatUtils.min(times),
                measured.stream().allMatch(Outcome.Measured::steady),
                "");
    }

    static Cell failed(String message) {
        return new Cell(Double.NaN, Double.NaN, true, message);
    }

    boolean ran() {
        return failure.isEmpty();
    }
}
