package org.pythonwasm.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Compiled patterns and those that CPython's machine matches do the same, whatever the pattern and the text. */
class RandomPatternsTest {
    private static final int CHUNK = 100;

    @Test
    void compiled_and_interpreted_patterns_have_the_same_matches() {
        int first = Integer.getInteger("regex.seed", 0);
        int count = Integer.getInteger("regex.count", 1_500);
        long before = SreCompiler.made();
        try (var compiled = Interpreters.compiled();
                var interpreted = Interpreters.interpreted()) {
            String source = Interpreters.resource("random_patterns.py");
            compiled.exec(source);
            interpreted.exec(source);
            for (int seed = first; seed < first + count; seed += CHUNK) {
                String call = "lines(" + seed + ", " + CHUNK + ")";
                String[] expected = ((String) interpreted.eval(call)).split("\n");
                String[] found = ((String) compiled.eval(call)).split("\n");
                assertEquals(expected.length, found.length);
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], found[i], "seed " + (seed + i));
                }
            }
        }
        assertTrue(SreCompiler.made() - before > count / 2, "most were compiled");
    }
}
