package org.pythonwasm.engine.internal.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON of the protocol. Stateless. */
public final class Json {
    /**
     * Has its own pool, because Jackson's default leaves buffers, and so this class loader, in the threads of the
     * application. Has no table of names, which would keep those that scripts choose, and would refuse names whose
     * hashes collide.
     */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(100)
                    .maxNestingDepth(1000)
                    .build())
            .build();

    private Json() {}

    /** Writes JSON. */
    interface Text {
        void write(JsonGenerator json) throws IOException;
    }

    /** Appends the text to the bytes and returns them. */
    static ByteArrayOutputStream write(ByteArrayOutputStream bytes, Text text) {
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            text.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    static String text(Text text) {
        return write(new ByteArrayOutputStream(), text).toString(StandardCharsets.UTF_8);
    }
}
