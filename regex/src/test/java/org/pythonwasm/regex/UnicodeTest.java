package org.pythonwasm.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** unicode.txt says what the guest's Python does, or regex/unicode.py is to be run again. */
class UnicodeTest {
    @Test
    void each_character_is_what_python_says() {
        try (var python = Interpreters.interpreted()) {
            var texts = (String) python.eval("""
                    import _sre, sys
                    def told(first):
                        return " ".join(str(chr(c).isdecimal() + 2 * chr(c).isspace() + 4 * chr(c).isalnum() + 8 * _sre.unicode_tolower(c) + 16777216 * ord(chr(c).upper()[0]))
                                        for c in range(first, first + 0x1000))
                    told(0)
                    """);
            for (int first = 0; first <= Character.MAX_CODE_POINT; first += 0x1000) {
                texts = (String) python.eval("told(" + first + ")");
                String[] words = texts.split(" ");
                for (int i = 0; i < words.length; i++) {
                    int c = first + i;
                    boolean word = c != '_' && Unicode.isWord(c);
                    int found = (Unicode.isDigit(c) ? 1 : 0)
                            + (Unicode.isSpace(c) ? 2 : 0)
                            + (word ? 4 : 0)
                            + 8 * Unicode.lower(c);
                    long both = found + 16_777_216L * Unicode.upper(c);
                    assertEquals(Long.parseLong(words[i]), both, Integer.toHexString(c));
                }
            }
        }
    }

    @Test
    void line_breaks_are_those_of_python() {
        try (var python = Interpreters.interpreted()) {
            var breaks = (String) python.eval("""
                    import sys
                    str([c for c in range(sys.maxunicode + 1) if len(('a' + chr(c) + 'b').splitlines()) == 2])
                    """);
            var found = java.util.stream.IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                    .filter(Unicode::isLinebreak)
                    .boxed()
                    .toList();
            assertEquals(breaks, found.toString());
        }
    }
}
