package org.pythonwasm.example.tpch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SqlTextsTest {
    @ParameterizedTest
    @FieldSource("org.pythonwasm.example.tpch.SqlTexts#FUNCTIONS")
    void has_type_hints_and_a_docstring(String name) {
        String start = "\n(def " + name + "\\(\\w+: .*\\) -> .*|class " + name + "):\n    \"\"\".*\"\"\"\n";

        assertTrue(SqlTexts.function(name).matches("(?s).*" + start + ".*"));
    }
}
