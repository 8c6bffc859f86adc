package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pythonwasm.test.Checkout;

/** The table of types in docs/sql-types.md is that of the code. */
class TypeTableTest {
    @Test
    void the_documented_types_are_those_of_the_code() throws IOException {
        var documented = Files.readAllLines(Checkout.root().resolve("docs/sql-types.md")).stream()
                .dropWhile(line -> !line.startsWith("| SQL | Python | Java |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.split("\\|"))
                        .map(String::strip)
                        .toList()
                        .subList(1, 4))
                .toList();
        var declared = Arrays.stream(SqlTypeName.values())
                .filter(name -> name != SqlTypeName.TABLE)
                .map(name ->
                        List.of(name.sql(), name.pythonType(), name.javaClass().getSimpleName()))
                .toList();
        assertEquals(declared, documented);
    }
}
