package org.pythonwasm.example.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommentScoreTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                              | 0.0",
                "... !                           | 0.0",
                "packages sleep                  | 0.0",
                "quick packages                  | 0.5",
                "packages haggle Quickly!        | 0.3333333333333333",
                "furiously special requests      | -1.0",
                "never slow foxes                | 0.3333333333333333",
                "never. slow foxes               | -0.3333333333333333",
                "never sleep slow                | -0.3333333333333333",
                "never never slow                | 0.3333333333333333",
                "express expressly               | 1.0",
                "quickest slowness               | 0.0"
            })
    void weighs_judging_words_by_all_words(String comment, double score) {
        assertEquals(score, CommentScore.of(comment));
    }
}
