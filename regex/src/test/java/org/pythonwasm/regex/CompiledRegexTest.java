package org.pythonwasm.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.machine.memory.Regexes;

class CompiledRegexTest {
    private static final String MAIL = """
            import re
            str(re.search(r"([\\w.]+)@(\\w+)\\.(?:com|org)", "write to jane.doe@example.org, before noon").groups())
            """;

    @Test
    void a_search_finds_the_groups() {
        long made = SreCompiler.made();
        long prepared = Regexes.prepared();
        try (var python = Interpreters.compiled()) {
            assertEquals("('jane.doe', 'example')", python.eval(MAIL));
        }
        assertTrue(SreCompiler.made() > made);
        assertTrue(Regexes.prepared() > prepared);
    }

    @Test
    void a_search_for_a_text_of_any_length_goes_on_behind_it() {
        try (var python = Interpreters.compiled()) {
            assertEquals(true, python.eval("""
                            import re
                            text = ''.join(chr(97 + i % 26) for i in range(300))
                            all(re.search(text[:n] + '.', '?' + text[:n] + '!').span() == (1, n + 2) for n in range(1, 300))
                            """));
        }
    }

    @Test
    void interpreters_share_the_class_of_a_pattern() {
        var runtime = Interpreters.runtime(true);
        try (var first = runtime.open();
                var second = runtime.open()) {
            first.eval(MAIL);
            long before = SreCompiler.made();
            assertEquals("('jane.doe', 'example')", second.eval(MAIL));
            assertEquals(before, SreCompiler.made());
        }
    }

    @Test
    void a_pattern_below_the_threshold_and_one_of_a_runtime_that_compiles_none_stay_with_the_guest() {
        long before = SreCompiler.made();
        try (var python = Interpreters.interpreted()) {
            python.eval("import re\nlen([re.search('never(compiled)+', 'nevercompiled') for _ in range(3000)])");
        }
        System.setProperty("python-wasm.regexThreshold", "50");
        var runtime = PythonRuntime.builder().withCompiledRegexes(true).build();
        try (var python = runtime.open()) {
            python.eval("import re\nlen([re.search('rarely(used)+', 'rarelyused') for _ in range(40)])");
            assertEquals(before, SreCompiler.made());
            python.eval("len([re.search('rarely(used)+', 'rarelyused') for _ in range(11)])");
            assertEquals(before + 1, SreCompiler.made());
        }
    }

    @Test
    void a_timeout_is_raised_in_a_match_without_end_and_the_interpreter_lives_on() {
        var runtime = Interpreters.runtime(true);
        try (var python = runtime.open(Limits.defaults().withWallTime(Duration.ofMillis(300)))) {
            var error = assertThrows(
                    PythonException.class, () -> python.eval("import re\nre.match(r'(x+x+)+y', 'x' * 200)"));
            assertEquals("TimeoutError", error.typeName());
            python.setLimits(Limits.defaults());
            assertEquals("('jane.doe', 'example')", python.eval(MAIL));
        }
    }

    @Test
    void a_stack_beyond_the_memory_limit_is_a_memory_error() {
        var runtime = Interpreters.runtime(true);
        try (var python = runtime.open(Limits.defaults().withMemoryBytes(48L << 20))) {
            var error = assertThrows(
                    PythonException.class,
                    () -> python.eval("import re\nre.match(r'(?:(a)|(b))*c', 'ab' * 2_000_000)"));
            assertEquals("MemoryError", error.typeName());
            assertEquals("('jane.doe', 'example')", python.eval(MAIL));
        }
    }

    @Test
    void long_texts_and_huge_repeats_match_as_in_cpython() {
        String script = """
                import re
                text = "ab" * 300_000
                str([re.match(r"(?:a|b)*$", text).end(), re.match(r"(?:ab){250000}", text).end(), re.search(r"(?:ab){300001}", text),
                     re.match(r"(a|b)*?$", text).span(1), len(re.findall(r"a(?=b)", text)), re.fullmatch(r"(?:(ab)*+)", text).span(1),
                     re.search("c", text), re.search("(?s).*b", text).end(), re.sub("a", "", text) == "b" * 300_000])
                """;
        try (var compiled = Interpreters.compiled();
                var interpreted = Interpreters.interpreted()) {
            assertEquals(interpreted.eval(script), compiled.eval(script));
        }
    }

    @Test
    void a_pattern_that_needs_several_methods_matches_as_in_cpython() {
        String script = """
                import re
                words = ["(w%d[a-f]+)(x|y|zz)?" % i for i in range(40)]
                pattern = re.compile("(?:" + "|".join(words) + ")+(?=end|-)")
                str([pattern.search(text) and pattern.search(text).regs for text in
                     ["w3abx", "w39abcdefzzend", "w5aw21bbxw38ffzz-", "w1aw2bw3cw4dw5ew6fw7abend", "w12aay w13ab-"]])
                """;
        long before = SreCompiler.made();
        try (var compiled = Interpreters.compiled();
                var interpreted = Interpreters.interpreted()) {
            assertEquals(interpreted.eval(script), compiled.eval(script));
        }
        assertTrue(SreCompiler.made() > before);
    }

    @Test
    void forks_of_a_prepared_interpreter_have_matchers_of_their_own() {
        System.setProperty("python-wasm.regexThreshold", "1");
        var runtime = PythonRuntime.builder()
                .withCompiledRegexes(true)
                .withPreparation("""
                        import re
                        first, second = re.compile(r"(a+)b"), re.compile(r"(\\d+)-")
                        first.search("xaab"), second.search("x12-")
                        """)
                .build();
        try (var one = runtime.open();
                var other = runtime.open()) {
            one.exec("third = re.compile('(z)y'); third.search('xzy')");
            assertEquals("12", one.eval("second.search('x12-').group(1)"));
            assertEquals("aa", one.eval("first.search('xaab').group(1)"));
            assertEquals("aa", other.eval("first.search('xaab').group(1)"));
            assertEquals("12", other.eval("second.search('x12-').group(1)"));
        }
    }

    @Test
    void thousands_of_patterns_keep_within_the_bounds_of_classes() {
        try (var python = Interpreters.compiled()) {
            python.exec("""
                    import re
                    kept = [re.compile("(%d)[a-c]+" % i) for i in range(3000)]
                    assert all(pattern.search("x%dabc" % i).group(1) == str(i) for i, pattern in enumerate(kept))
                    assert all(pattern.search("x%dabc" % i).group(1) == str(i) for i, pattern in enumerate(kept))
                    """);
            assertTrue(SreCompiler.kept() <= SreCompiler.KEPT);
            assertTrue(SreCompiler.keptBytes() <= SreCompiler.KEPT_BYTES);
        }
    }

    @Test
    void compiling_without_end_meets_the_deadline() {
        var runtime = Interpreters.runtime(true);
        try (var python = runtime.open(Limits.defaults().withWallTime(Duration.ofMillis(700)))) {
            var error = assertThrows(PythonException.class, () -> python.exec("""
                    import re, itertools
                    for i in itertools.count():
                        re.compile("(%d)[a-c]+x{2,3}(?:y|z)*" % i).search("abc")
                    """));
            assertEquals("TimeoutError", error.typeName());
            python.setLimits(Limits.defaults());
            assertEquals("('jane.doe', 'example')", python.eval(MAIL));
        }
    }
}
