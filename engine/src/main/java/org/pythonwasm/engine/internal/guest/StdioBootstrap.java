package org.pythonwasm.engine.internal.guest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import org.pythonwasm.engine.internal.wire.Json;
import org.pythonwasm.engine.typed.ColumnType;

/**
 * The Python program that lets any Python use the protocol: a few lines on its command line, which read the modules of
 * {@code guest/prelude} from stdin and serve requests.
 */
final class StdioBootstrap {
    static final String BOOT = resource("boot.py");

    /** Made by the build: the modules of the prelude, as {@code "name": "source"}. */
    private static final String PRELUDE = resource("prelude.json");

    private static final String COLUMNS = resource("columns.py");

    /** The types of columns by name: what {@code columns.h} is to the shim. */
    private static final String TYPES = Arrays.stream(ColumnType.values())
            .map(type -> type + " = " + type.code() + "\n")
            .collect(Collectors.joining("", "", "STRICT = " + Binding.STRICT + "\n"));

    private StdioBootstrap() {}

    private static String resource(String name) {
        try (var stream = StdioBootstrap.class.getResourceAsStream("/org/pythonwasm/engine/bootstrap/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("the engine's jar lacks " + name + ": it was not built completely, run "
                        + "mvn -pl engine -am package");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The prefix with which the guest sends the code of the modules, in base64 up to the end of the line. */
    static final String CODE = "\u001ecode ";

    /** The first line on the guest's stdin: the modules as source. */
    static byte[] modules(String workingDirectory) {
        return line(workingDirectory, "modules", Base64.getEncoder().encode(modulesByName()));
    }

    /** The first line on the guest's stdin: the modules as code in base64, which an identical guest made from them. */
    static byte[] code(String workingDirectory, byte[] code) {
        return line(workingDirectory, "code", code);
    }

    /** The sources that the code is compiled from. */
    static String sources() {
        return TYPES + COLUMNS + PRELUDE;
    }

    private static byte[] modulesByName() {
        var bytes = new ByteArrayOutputStream();
        try (var json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("_python_wasm_types", TYPES);
            json.writeStringField("_python_wasm_columns", COLUMNS);
            String prelude = PRELUDE.strip();
            json.writeRaw("," + prelude.substring(1, prelude.length() - 1));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] line(String workingDirectory, String kind, byte[] content) {
        byte[] directory = Base64.getEncoder().encode(workingDirectory.getBytes(StandardCharsets.UTF_8));
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(directory);
        bytes.writeBytes((" " + kind + " ").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(content);
        bytes.write('\n');
        return bytes.toByteArray();
    }
}
