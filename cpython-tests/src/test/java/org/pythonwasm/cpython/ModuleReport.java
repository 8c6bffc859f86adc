package org.pythonwasm.cpython;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A module's cases that native CPython passes, with what became of them in the engine. */
record ModuleReport(TestModule module, int cases, List<CaseResult> counted, Duration time) {
    static ModuleReport of(TestModule module, Map<String, Outcome> natively, List<CaseResult> here, Duration time) {
        var byName = here.stream().collect(Collectors.toMap(CaseResult::name, Function.identity()));
        var counted = natively.entrySet().stream()
                .filter(entry -> entry.getValue() == Outcome.PASS)
                .map(entry -> byName.getOrDefault(entry.getKey(), missing(entry.getKey(), here)))
                .toList();
        return new ModuleReport(module, natively.size(), counted, time);
    }

    /** A module that cannot be imported has a single case, which says why. */
    private static CaseResult missing(String name, List<CaseResult> here) {
        return new CaseResult(
                name,
                Outcome.ERROR,
                "there is no such case in the guest"
                        + (here.size() == 1
                                ? ", but " + here.get(0).name() + "\n"
                                        + here.get(0).detail()
                                : ""));
    }

    /** The cases that did not pass, with their tracebacks. */
    String failures() {
        return counted.stream()
                .filter(result -> result.outcome() != Outcome.PASS)
                .map(result -> "=== " + result.outcome() + " " + result.name() + "\n" + result.detail() + "\n")
                .collect(Collectors.joining());
    }

    int passed() {
        return (int) counted.stream()
                .filter(result -> result.outcome() == Outcome.PASS)
                .count();
    }
}
