package org.pythonwasm.engine.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    private static final String ODD = "a\u001b[2J\0\r\nb\tc\u2028d\u202ee\u2066f\ud800";

    @Test
    void a_message_has_one_line_that_controls_nothing() {
        assertEquals("a?[2J???b?c?d?e?f?", Excerpt.of(ODD));
        assertEquals("java.lang.String a?", Excerpt.withClass("a\n"));
        assertEquals("Grüße 🐍", Excerpt.of("Grüße 🐍"));
    }

    @Test
    void lines_stay_lines() {
        assertEquals("a?[2J??\nb\tc?d?e?f?", Excerpt.ofLines(ODD, 100));
    }

    @Test
    void a_long_text_has_its_beginning_and_its_end() {
        String text = "first " + "x".repeat(1_000_000) + " last";
        String shown = Excerpt.ofLines(text, 100);
        assertTrue(shown.startsWith("first xxx") && shown.endsWith("xxx last"), shown);
        assertTrue(shown.contains("… of 1000011 characters …"), shown);
        assertTrue(shown.length() < 150, shown);
        assertEquals("first … of 1000011 characters", Excerpt.of(text, 6));
    }

    @Test
    void no_pair_of_surrogates_is_cut() {
        assertEquals("… of 2 characters", Excerpt.of("🐍", 1));
        assertEquals("🐍🐍?… of 8 characters …z", Excerpt.ofLines("🐍🐍🐍yz", 6));
    }

    @Test
    void what_is_no_message_keeps_its_signs() {
        assertEquals(ODD, Excerpt.beginning(ODD, 100));
    }
}
