package org.pythonwasm.example.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FunctionsTest {
    @Test
    void a_signature_fits_on_a_line() {
        assertEquals("revenue(price DECIMAL(15, 2), discount DECIMAL(15, 2), tax DECIMAL(15, 2))"
                + " RETURNS DECIMAL(18, 4)", Functions.signature(Functions.source("revenue")));
    }

    @ParameterizedTest
    @FieldSource("org.pythonwasm.example.h2.Functions#NAMES")
    void has_type_hints_and_a_docstring(String name) {
        String start = "\n(def " + name + "\\(\\w+: .*\\) -> .*|class " + name + "):\n    \"\"\".*\"\"\"\n";

        assertTrue(Functions.source(name).matches("(?s).*" + start + ".*"));
    }
}
