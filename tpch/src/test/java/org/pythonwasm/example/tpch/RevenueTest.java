package org.pythonwasm.example.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevenueTest {
    @ParameterizedTest
    @CsvSource({
        "100.00, 0.00, 0.00, 100.0000",
        "100.00, 0.10, 0.20, 108.0000",
        "24710.35, 0.04, 0.02, 24196.3747",
        "0.05, 0.10, 0.01, 0.0455",
        "0.01, 0.50, 0.01, 0.0051"
    })
    void is_exact_and_rounded_half_up_to_four_places(
            BigDecimal price, BigDecimal discount, BigDecimal tax, BigDecimal revenue) {
        assertEquals(revenue, Revenue.of(price, discount, tax));
    }
}
