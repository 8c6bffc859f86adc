package org.pythonwasm.example.h2;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The Java side of {@code revenue}. */
final class Revenue {
    private Revenue() {
    }

    static BigDecimal of(BigDecimal price, BigDecimal discount, BigDecimal tax) {
        var discounted = price.subtract(price.multiply(discount));
        return discounted.add(discounted.multiply(tax)).setScale(4, RoundingMode.HALF_UP);
    }
}
