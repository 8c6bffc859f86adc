package org.pythonwasm.example.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypicalPriceTest {
    @ParameterizedTest
    @CsvSource({
        "7.00, 7.00",
        "1.00 4.00, 2.50",
        "9.00 1.00 2.00, 4.00",
        "900.00 1.00 3.00 4.00, 3.50",
        "1.00 1.00 2.00 2.00 2.01 0.00 9999.99, 1.60"
    })
    void is_the_mean_of_the_middle_half(String prices, BigDecimal typical) {
        assertEquals(
                typical,
                TypicalPrice.of(
                        Arrays.stream(prices.split(" ")).map(BigDecimal::new).toList()));
    }

    @Test
    void is_nothing_of_no_prices() {
        assertNull(TypicalPrice.of(List.of()));
    }
}
