package org.pythonwasm.example.tpch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** The Java side of {@code typical_price}. */
final class TypicalPrice {
    private static final int CENTS = 2;

    private TypicalPrice() {}

    /** Returns null for no prices. */
    static BigDecimal of(List<BigDecimal> prices) {
        int quarter = prices.size() / 4;
        long middle = prices.size() - 2L * quarter;
        return prices.stream()
                .sorted()
                .skip(quarter)
                .limit(middle)
                .reduce(BigDecimal::add)
                .map(sum -> sum.divide(BigDecimal.valueOf(middle), CENTS, RoundingMode.HALF_UP))
                .orElse(null);
    }
}
