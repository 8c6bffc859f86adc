package org.pythonwasm.bench.harness;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;

/**
 * One program on one system, over all starts.
 *
 * @param figures one of each start, in their order; empty if a start failed
 * @param steady whether every start became steady
 * @param failure the reason why it could not run; empty if it did
 */
record Cell(List<Double> figures, boolean steady, String failure) {
    /**
     * Returns nanoseconds.
     *
     * @param expected the value that the program returns on native CPython; null before that is known
     */
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
        return new Cell(
                measured.stream().map(Outcome.Measured::nanos).toList(),
                measured.stream().allMatch(Outcome.Measured::steady),
                "");
    }

    static Cell failed(String message) {
        return new Cell(List.of(), true, message);
    }

    boolean ran() {
        return failure.isEmpty();
    }

    /** Returns the ratios of the starts, each to what was measured beside it: a machine that is slow for a while is so for both. */
    Cell dividedBy(Cell base) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < figures.size(); i++) {
            ratios.add(figures.get(i) / base.figures.get(i));
        }
        return new Cell(ratios, steady, "");
    }

    double median() {
        return StatUtils.percentile(array(), 50);
    }

    /** Returns the greatest divided by the least. */
    double spread() {
        return StatUtils.max(array()) / StatUtils.min(array());
    }

    private double[] array() {
        return figures.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
