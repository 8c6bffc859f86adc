package org.pythonwasm.example.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhrasesTest {
    private static final List<String> COMMENTS =
            List.of("Pending deposits. Pending deposits sleep", "the pending  deposits", "sleep", "", "... the!");

    @Test
    void are_neighbouring_words_in_the_order_of_the_alphabet() {
        assertEquals(
                List.of(
                        List.of("deposits pending", 1, 1),
                        List.of("deposits sleep", 1, 1),
                        List.of("pending deposits", 3, 2),
                        List.of("the pending", 1, 1)),
                Phrases.of(COMMENTS, 1));
    }

    @Test
    void are_in_as_many_comments_as_asked_for() {
        assertEquals(List.of(List.of("pending deposits", 3, 2)), Phrases.of(COMMENTS, 2));
        assertEquals(List.of(), Phrases.of(COMMENTS, 3));
    }
}
