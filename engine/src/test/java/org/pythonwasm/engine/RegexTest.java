package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guest's build rewrites the matching loop of regular expressions (guest/patches/regex_loop.py): every moved opcode is here. */
class RegexTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "'(?i)[a-z]+'~'ab CD'~['ab', 'CD']",
                "'(?i)straße'~'STRASSE Straße'~['Straße']",
                "'(?ai)k[a-c]'~'kA KB'~['kA', 'KB']",
                "'(?i)[^x]y'~'Xy ay AY'~['ay', 'AY']",
                "'(?i)É'~'é É e'~['é', 'É']",
                "'(?i)[à-ü]+'~'ÀÜ é'~['ÀÜ', 'é']",
                "r'(\\w)\\1'~'aabbc'~['a', 'b']",
                "r'(?i)(\\w+) \\1'~'Bob bOB no'~['Bob']",
                "r'(?i)(é)\\1'~'éÉ'~['é']",
                "r'(a)?b(?(1)c|d)'~'abc bd ad'~['a', '']",
                "'(?>a+)b'~'aaab aac'~['aaab']",
                "'a*+b|c++'~'aab cc'~['aab', 'cc']",
                "'(?:ab|a)+?b'~'abab'~['abab']",
                "'(?<=x)y(?!z)'~'xy xyz'~['y']",
                "'(?s).+?,'~'a\\nb,c,'~['a\\nb,', 'c,']",
                "'日.{1,2}?語'~'日本語'~['日本語']",
                "'(😀|x)+'~'x😀x'~['x']"
            })
    void finds_what_cpython_finds(String pattern, String text, String expected) {
        assertEquals(
                true,
                python.eval("import re\nre.findall(" + pattern + ", " + text + ") == " + expected),
                () -> "got " + python.eval("re.findall(" + pattern + ", " + text + ")"));
    }

    @Test
    void locale_dependent_bytes_match() {
        assertEquals(List.of("ab", "CD"), python.eval("""
                import re
                [m.decode() for m in re.findall(rb'(?iL)[a-d]+', b'ab CD')]
                """));
    }

    @Test
    void a_deep_match_needs_no_deep_stack() {
        assertEquals(100_000, python.eval("import re\nre.match('(?:a|b)*', 'ab' * 50000).end()"));
    }
}
