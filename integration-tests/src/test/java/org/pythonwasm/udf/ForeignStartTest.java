package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A python.wasm whose start does not end. */
class ForeignStartTest {
    private static byte[] section(int id, int... content) {
        byte[] section = new byte[content.length + 2];
        section[0] = (byte) id;
        section[1] = (byte) content.length;
        for (int i = 0; i < content.length; i++) {
            section[i + 2] = (byte) content[i];
        }
        return section;
    }

    /** One function, {@code _start}, which is a loop, and a memory that says which Python it is. */
    private static byte[] endless() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        out.writeBytes(section(1, 1, 0x60, 0, 0));
        out.writeBytes(section(3, 1, 0));
        out.writeBytes(section(5, 1, 0, 1));
        out.writeBytes(section(7, 2, 6, '_', 's', 't', 'a', 'r', 't', 0, 0, 6, 'm', 'e', 'm', 'o', 'r', 'y', 2, 0));
        out.writeBytes(section(10, 1, 7, 0, 0x03, 0x40, 0x0C, 0, 0x0B, 0x0B));
        byte[] version = "cpython-313\n".getBytes(StandardCharsets.US_ASCII);
        out.writeBytes(new byte[] {11, (byte) (version.length + 6), 1, 0, 0x41, 0, 0x0B, (byte) version.length});
        out.writeBytes(version);
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2:mem:", "calcite:"})
    @Timeout(60)
    void cancelling_ends_the_start_of_a_python(String database, @TempDir Path directory) throws Exception {
        var properties = new Properties();
        properties.setProperty("python-wasm.module", write(directory).toString());
        try (var connection = DriverManager.getConnection("jdbc:python-wasm:" + database, properties);
                var statement = connection.createStatement()) {
            var result = CompletableFuture.supplyAsync(() -> {
                var error = assertThrows(
                        SQLException.class,
                        () -> statement.execute(
                                "CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return 1'"));
                assertFalse(Thread.currentThread().isInterrupted());
                return error;
            });
            while (!result.isDone()) {
                statement.cancel();
                Thread.onSpinWait();
            }
            assertEquals(
                    "57014", result.get().getSQLState(), () -> result.join().toString());
        }
    }

    private static Path write(Path directory) throws IOException {
        return Files.write(directory.resolve("python.wasm"), endless());
    }
}
