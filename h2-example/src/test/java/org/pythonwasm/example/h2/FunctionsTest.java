package org.pythonwasm.example.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.pythonwasm.example.tpch.SqlTexts;

class FunctionsTest {
    @Test
    void a_signature_fits_on_a_line() {
        assertEquals(
                "revenue(price DECIMAL(15, 2), discount DECIMAL(15, 2), tax DECIMAL(15, 2))"
                        + " RETURNS DECIMAL(18, 4)",
                Functions.signature(SqlTexts.function("revenue")));
    }
}
