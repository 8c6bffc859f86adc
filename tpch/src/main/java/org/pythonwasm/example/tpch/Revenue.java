package org.pythonwasm.example.tpch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The Java side of {@code revenue}. */
public final class Revenue {
    private Revenue() {}

    /** Computes it from price, discount and tax in three columns, starting at this one. */
    public static BigDecimal of(ResultSet row, int first) throws SQLException {
        return of(row.getBigDecimal(first), row.getBigDecimal(first + 1), row.getBigDecimal(first + 2));
    }

    static BigDecimal of(BigDecimal price, BigDecimal discount, BigDecimal tax) {
        var discounted = price.subtract(price.multiply(discount));
        return discounted.add(discounted.multiply(tax)).setScale(4, RoundingMode.HALF_UP);
    }
}
