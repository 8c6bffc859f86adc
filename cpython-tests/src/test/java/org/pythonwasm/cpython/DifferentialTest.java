package org.pythonwasm.cpython;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/**
 * Random expressions and programs, evaluated here and by a native CPython of the same version, one beside the other. All families run
 * in turn in one interpreter, so that after some rounds it is C2's code whose results are compared. What the platform does otherwise is
 * in expected-differences.txt, and no family makes it.
 *
 * <p>{@code -Ddifferential.seconds=600} goes on for that long, {@code -Ddifferential.seed=N} starts with another seed,
 * {@code -Ddifferential.families=json,pickles} takes only these.
 */
class DifferentialTest {
    private static final int SECONDS = Integer.getInteger("differential.seconds", 0);
    private static final int FIRST_SEED = Integer.getInteger("differential.seed", 1);
    /** Of the default build; with seconds, they bound it. */
    private static final int ROUNDS = 25;

    private static final int CASES = 50;
    /** More of a family are counted and not printed. */
    private static final int PRINTED = 20;

    private static final List<String> CHOSEN = Stream.of(
                    System.getProperty("differential.families", "").split(","))
            .filter(name -> !name.isEmpty())
            .toList();
    private static final String PROGRAM = Stream.of("source", "families", "programs", "differential")
            .map(name -> Resources.text("differential/" + name + ".py"))
            .collect(Collectors.joining("\n\n"));

    private static NativeEvaluator natively;
    private static PythonInterpreter python;

    @BeforeAll
    static void starts_both() throws IOException, InterruptedException {
        natively = new NativeEvaluator(NativeEvaluator.pythonOrSkip(), PROGRAM, "differential");
        open();
    }

    private static void open() {
        python = PythonRuntime.shared().open();
        python.exec(PROGRAM, "differential.py");
    }

    @AfterAll
    static void ends_both() {
        if (natively != null) {
            natively.close();
            python.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> expressions_and_programs_do_what_they_do_natively() throws IOException {
        var differences = new LinkedHashMap<String, List<String>>();
        families().forEach(family -> differences.put(family, new ArrayList<>()));
        long start = System.nanoTime();
        int seed = FIRST_SEED;
        while (SECONDS == 0 ? seed < FIRST_SEED + ROUNDS : System.nanoTime() - start < SECONDS * 1_000_000_000L) {
            for (Map.Entry<String, List<String>> family : differences.entrySet()) {
                family.getValue().addAll(compare(family.getKey(), seed));
            }
            seed++;
        }
        System.out.printf(
                "differential: %d families, seeds %d to %d, %d cases each, %.1f s%n",
                differences.size(), FIRST_SEED, seed - 1, CASES, (System.nanoTime() - start) / 1e9);
        return differences.entrySet().stream()
                .map(family -> dynamicTest(
                        family.getKey(),
                        () -> assertEquals(
                                0,
                                family.getValue().size(),
                                () -> String.join(
                                        "\n",
                                        family.getValue()
                                                .subList(
                                                        0,
                                                        Math.min(
                                                                PRINTED,
                                                                family.getValue()
                                                                        .size()))))));
    }

    @TestFactory
    Stream<DynamicTest> what_the_platform_does_otherwise_differs() {
        return Resources.lines("expected-differences.txt")
                .filter(line -> !line.startsWith("["))
                .map(expression -> dynamicTest(expression, () -> {
                    natively.ask("=" + expression);
                    assertNotEquals(
                            natively.reply(),
                            python.call("evaluate", expression),
                            expression + " is the same as natively: remove it from expected-differences.txt");
                }));
    }

    private static List<String> families() {
        return ((List<?>) python.eval("list(FAMILIES)"))
                .stream()
                        .map(String.class::cast)
                        .filter(family -> CHOSEN.isEmpty() || CHOSEN.contains(family))
                        .toList();
    }

    private static List<String> compare(String family, int seed) throws IOException {
        natively.ask(family + " " + seed + " " + CASES);
        List<?> here;
        try {
            here = (List<?>) python.call("run", family, seed, CASES);
        } catch (PythonException | GuestDiedException e) {
            here = List.of("(nothing)", e.toString());
            if (!python.isUsable()) {
                python.close();
                open();
            }
        }
        var there = natively.reply();
        var results = here;
        return IntStream.range(0, there.size() / 2)
                .mapToObj(i -> 2 * i)
                .filter(i -> results.size() <= i || !there.subList(i, i + 2).equals(results.subList(i, i + 2)))
                .map(i -> new Difference(
                                family,
                                seed,
                                there.get(i),
                                there.get(i + 1),
                                results.size() > i ? results.get(i).toString() : "(nothing)",
                                results.size() > i ? results.get(i + 1).toString() : "(nothing)")
                        .toString())
                .toList();
    }

    /** Two results of an expression, from shortly before they part. */
    private record Difference(
            String family, int seed, String expression, String natively, String expressionHere, String here) {
        private static final int BEFORE = 60;
        private static final int AFTER = 200;

        private String excerpt(String text) {
            int same = 0;
            while (same < Math.min(natively.length(), here.length()) && natively.charAt(same) == here.charAt(same)) {
                same++;
            }
            int from = Math.max(0, same - BEFORE);
            return (from > 0 ? "…" : "")
                    + text.substring(Math.min(from, text.length()), Math.min(text.length(), same + AFTER))
                    + (text.length() > same + AFTER ? "…" : "");
        }

        @Override
        public String toString() {
            var generated = expression.equals(expressionHere) ? "" : "\n  made here " + expressionHere;
            return family + ", seed " + seed + ": "
                    + (expression.length() > 1000 ? expression.substring(0, 1000) + "…" : expression) + generated
                    + "\n  natively " + excerpt(natively) + "\n  here     " + excerpt(here);
        }
    }
}
