package org.pythonwasm.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The Python program that makes any Python speak the protocol: a few lines on its command line, which read the modules of
 * {@code guest/prelude} from stdin and serve requests.
 */
final class Driver {
    static final String BOOT = resource("boot.py");

    /** Made by the build: the modules of the prelude, as {@code "name": "source"}. */
    private static final String PRELUDE = resource("prelude.json");
    private static final String COLUMNS = resource("columns.py");

    private Driver() {
    }

    private static String resource(String name) {
        try (var stream = Driver.class.getResourceAsStream("driver/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("the engine's jar lacks " + name + ": it was not built completely, run "
                        + "mvn -pl engine -am package");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the guest says before the code of the modules, in base64 and to the line's end. */
    static final String CODE = "\u001ecode ";

    /** The first line on the guest's stdin: the modules as source. */
    static byte[] modules(String workingDirectory) {
        return line(workingDirectory, json -> {
            json.writeStringField("columns", COLUMNS);
            json.writeFieldName("modules");
            json.writeRawValue(PRELUDE.strip());
        });
    }

    /** The first line on the guest's stdin: the modules as code, which a guest like it has made of them. */
    static byte[] code(String workingDirectory, byte[] code) {
        return line(workingDirectory, json -> json.writeStringField("code", new String(code, StandardCharsets.US_ASCII)));
    }

    /** What code is made of. */
    static String sources() {
        return COLUMNS + PRELUDE;
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] line(String workingDirectory, Fields fields) {
        var bytes = new ByteArrayOutputStream();
        try (var json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("directory", workingDirectory);
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }
}
