package org.pythonwasm.example.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> NATIONS =
            List.of("CHINA", "INDIA", "IRAN", "IRAQ", "PERU", "UNITED KINGDOM", "UNITED STATES");

    @ParameterizedTest
    @CsvSource({
        "abcd, bcde, 0.75",
        "tide, diet, 0.25",
        "diet, tide, 0.5",
        "same, same, 1.0",
        "abc, xyz, 0.0",
        "'', '', 1.0",
        "'', a, 0.0"
    })
    void similarity_is_that_of_ratcliff_and_obershelp(String candidate, String wanted, double similarity) {
        assertEquals(similarity, NearestName.similarity(candidate, wanted));
    }

    @Test
    void finds_the_nation_that_was_meant() {
        assertEquals("UNITED KINGDOM", NearestName.of(" Untied Kingdon", NATIONS));
        assertEquals("PERU", NearestName.of("PREU", NATIONS));
    }

    @Test
    void the_last_of_equally_similar_names_wins() {
        assertEquals("IRAQ", NearestName.of("IRA", NATIONS));
    }

    @Test
    void nothing_is_near_enough() {
        assertNull(NearestName.of("ATLANTIS", List.of("PERU", "CHINA")));
    }
}
