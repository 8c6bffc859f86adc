package org.pythonwasm.bench.harness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;

/** All outcomes of a comparison, and the figures derived from them. Ratios are multiples of native CPython's time. */
final class Results {
    private final List<String> programs;
    private final Map<String, Map<String, List<Outcome>>> outcomes = new HashMap<>();

    Results(List<String> programs) {
        this.programs = programs;
    }

    List<String> programs() {
        return programs;
    }

    void add(String system, String program, Outcome outcome) {
        outcomes.computeIfAbsent(system, key -> new HashMap<>())
                .computeIfAbsent(program, key -> new ArrayList<>())
                .add(outcome);
    }

    Cell cell(String system, String program) {
        var starts = outcomes.getOrDefault(system, Map.of()).get(program);
        return starts == null ? Cell.failed("was not started") : Cell.of(starts, expected(program));
    }

    private String expected(String program) {
        return outcomes.getOrDefault(Contestants.NATIVE, Map.of()).getOrDefault(program, List.of()).stream()
                .filter(Outcome.Measured.class::isInstance)
                .map(outcome -> ((Outcome.Measured) outcome).value())
                .findFirst()
                .orElse(null);
    }

    /** Empty if the system or native CPython could not run the program. */
    Optional<Cell> ratio(String system, String program) {
        return ratio(system, Contestants.NATIVE, program);
    }

    private Optional<Cell> ratio(String system, String other, String program) {
        var cell = cell(system, program);
        var base = cell(other, program);
        return cell.ran() && base.ran() ? Optional.of(cell.dividedBy(base)) : Optional.empty();
    }

    /** Returns the factor by which a system is slower than another, for each program that both ran. */
    Map<String, Double> factors(String system, String other) {
        var factors = new LinkedHashMap<String, Double>();
        programs.forEach(
                program -> ratio(system, other, program).ifPresent(ratio -> factors.put(program, ratio.median())));
        return factors;
    }

    static double geometricMean(Map<String, Double> factors) {
        return StatUtils.geometricMean(
                factors.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
}
