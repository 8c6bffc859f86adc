package org.pythonwasm.engine.internal.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Writes a value that nests deeper than recursion can follow: in parts that refer to each other, each before the one
 * that refers to it. A reader needs no deep recursion either.
 */
final class PartsWriter {
    /** The containers around a value, part by part. */
    record Ancestors(Set<Object> containers, Ancestors above) {
        boolean contain(Object container) {
            for (Ancestors here = this; here != null; here = here.above) {
                if (here.containers.contains(container)) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Part(Object value, boolean key, Ancestors above) {}

    private final ObjectTable references;
    private final Queue<Part> waiting = new ArrayDeque<>();
    private int parts;

    PartsWriter(ObjectTable references) {
        this.references = references;
    }

    /** @param name the role of the value, for error messages */
    void write(Object value, String name, JsonGenerator json) throws IOException {
        var texts = new ArrayList<String>();
        put(value, false, null);
        try {
            for (Part part = waiting.poll(); part != null; part = waiting.poll()) {
                texts.add(text(part));
            }
        } catch (NoPythonValueException e) {
            throw e.inside(texts.isEmpty() ? name : name + "…");
        }
        write(texts, json);
    }

    private String text(Part part) {
        return Json.text(
                json -> new ValueWriter(json, references, this, part.above(), true).write(part.value(), part.key()));
    }

    private static void write(List<String> texts, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("$", "parts");
        json.writeArrayFieldStart("v");
        for (int i = texts.size() - 1; i > 0; i--) {
            json.writeStartObject();
            json.writeStringField("$", "part");
            json.writeArrayFieldStart("v");
            json.writeNumber(i);
            json.writeRawValue(texts.get(i));
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeRawValue(texts.get(0));
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Defers a value to a separate part; returns the part's number. */
    int put(Object value, boolean key, Ancestors above) {
        waiting.add(new Part(value, key, above));
        return parts++;
    }
}
