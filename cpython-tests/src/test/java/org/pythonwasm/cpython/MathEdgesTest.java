package org.pythonwasm.cpython;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/**
 * Every function of math and cmath, and what else computes with floats, at the edges of what it takes, here and by a native CPython of
 * the same version. Errors, zeros and their signs, infinities, NaNs and integers are equal; how far apart the last digits may be where the
 * C library approximates is in edge-tolerances.txt.
 *
 * <p>{@code -Dedges.measured=true} prints how far apart the results of each family are.
 */
class MathEdgesTest {
    private static final int PRINTED = 20;
    /** With a point or an exponent, or a part of a complex number, which may have neither. */
    private static final Pattern FLOAT = Pattern.compile(
            "(?<![\\w.])\\d+(?:\\.\\d+(?:e[+-]?\\d+)?|e[+-]?\\d+)(?![\\w.])|(?<=\\(-?)\\d+(?=[+-][\\d.e+-]+j)|(?<![\\w.])[\\d.]+(?:e[+-]?\\d+)?(?=j\\b)");

    private static final String PROGRAM = Resources.text("differential/edges.py");

    private static final Map<String, Tolerance> TOLERANCES = tolerances();
    private static final Map<String, Long> MEASURED = new LinkedHashMap<>();
    private static NativeEvaluator natively;
    private static PythonInterpreter python;

    @BeforeAll
    static void starts_both() throws IOException, InterruptedException {
        natively = new NativeEvaluator(NativeEvaluator.pythonOrSkip(), PROGRAM, "edges");
        python = PythonRuntime.shared().open();
        python.exec(PROGRAM, "edges.py");
    }

    @AfterAll
    static void ends_both() {
        if (natively != null) {
            natively.close();
            python.close();
        }
        if (Boolean.getBoolean("edges.measured")) {
            MEASURED.forEach((family, apart) -> System.out.println("measured " + apart + " " + family));
        }
    }

    @TestFactory
    Stream<DynamicTest> functions_of_numbers_do_at_their_edges_what_they_do_natively() {
        return families()
                .map(family -> dynamicTest(family, () -> {
                    var differences = compare(family);
                    assertEquals(
                            0,
                            differences.size(),
                            () -> String.join("\n", differences.subList(0, Math.min(PRINTED, differences.size()))));
                }));
    }

    @Test
    void every_tolerance_is_of_a_family() {
        var families = families().toList();
        assertTrue(
                families.containsAll(TOLERANCES.keySet()),
                () -> "edge-tolerances.txt names what is no family: "
                        + TOLERANCES.keySet().stream()
                                .filter(name -> !families.contains(name))
                                .toList());
    }

    private static Stream<String> families() {
        return ((List<?>) python.eval("list(EDGE_FAMILIES)")).stream().map(String.class::cast);
    }

    private static Map<String, Tolerance> tolerances() {
        var tolerances = new LinkedHashMap<String, Tolerance>();
        boolean ofOne = false;
        for (String line : Resources.lines("edge-tolerances.txt").toList()) {
            if (line.startsWith("[")) {
                ofOne = line.contains("ulp of 1");
            } else {
                int space = line.indexOf(' ');
                tolerances.put(
                        line.substring(space).strip(),
                        new Tolerance(Integer.parseInt(line.substring(0, space)), ofOne));
            }
        }
        return tolerances;
    }

    private static List<String> compare(String family) throws IOException {
        natively.ask(family);
        var here = ((String) python.call("text", family)).split("\n");
        var there = natively.reply();
        assertEquals(there.size(), here.length, family);
        var tolerance = TOLERANCES.getOrDefault(family, Tolerance.NONE);
        var differences = new ArrayList<String>();
        for (int i = 0; i < here.length; i += 2) {
            assertEquals(there.get(i), here[i], "the call");
            long apart = there.get(i + 1).equals(here[i + 1]) ? 0 : tolerance.apart(there.get(i + 1), here[i + 1]);
            MEASURED.merge(family, apart, Math::max);
            if (apart > tolerance.ulps) {
                differences.add(family + " of " + there.get(i) + (apart < Long.MAX_VALUE ? ", " + apart + " ulp" : "")
                        + "\n  natively " + there.get(i + 1) + "\n  here     " + here[i + 1]);
            }
        }
        return differences;
    }

    /** How far apart floats at the same place of two texts may be; all else has to be equal. */
    private record Tolerance(int ulps, boolean ofOne) {
        static final Tolerance NONE = new Tolerance(0, false);

        /** Of two texts that are not equal. */
        long apart(String one, String other) {
            if (!FLOAT.matcher(one).replaceAll("#").equals(FLOAT.matcher(other).replaceAll("#"))) {
                return Long.MAX_VALUE;
            }
            var left = FLOAT.matcher(one)
                    .results()
                    .map(MatchResult::group)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            var right = FLOAT.matcher(other)
                    .results()
                    .map(MatchResult::group)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            // None apart: they are written otherwise.
            return IntStream.range(0, left.length)
                    .mapToLong(i -> apart(left[i], right[i]))
                    .filter(ulps -> ulps > 0)
                    .max()
                    .orElse(Long.MAX_VALUE);
        }

        /** Of two that are not negative; a zero is apart from all else. */
        private long apart(double one, double other) {
            if (one == other) {
                return 0;
            }
            if (one == 0 || other == 0) {
                return Long.MAX_VALUE;
            }
            long ulps = Math.abs(Double.doubleToLongBits(one) - Double.doubleToLongBits(other));
            return ofOne ? Math.min(ulps, (long) Math.ceil(Math.abs(one - other) / Math.ulp(1.0))) : ulps;
        }
    }
}
