package org.pythonwasm.engine.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ColumnTypeTest {
    @Test
    void the_codes_are_those_of_the_shim() throws IOException {
        String header = Files.readString(Path.of("..", "guest", "shim", "columns.h"));
        var declared = Pattern.compile("PW_(\\w+) = (\\d+),")
                .matcher(header)
                .results()
                .collect(Collectors.toMap(m -> m.group(1), m -> Integer.valueOf(m.group(2))));
        var ours = Arrays.stream(ColumnType.values()).collect(Collectors.toMap(ColumnType::name, ColumnType::code));
        assertEquals(declared, ours);
    }
}
