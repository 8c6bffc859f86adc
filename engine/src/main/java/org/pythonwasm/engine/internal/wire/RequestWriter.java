package org.pythonwasm.engine.internal.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.pythonwasm.engine.PythonHandle;

/** Writes the members of a request or of a reply, see docs/protocol.md. */
public final class RequestWriter {
    /** Writes one message's members. */
    public interface Body {
        void write(RequestWriter message) throws IOException;
    }

    private final JsonGenerator json;
    private final ObjectTable references;
    private final boolean inParts;

    /** @param inParts whether a value of the message is nested too deeply for a single one */
    RequestWriter(JsonGenerator json, ObjectTable references, boolean inParts) {
        this.json = json;
        this.references = references;
        this.inParts = inParts;
    }

    public void text(String member, String text) throws IOException {
        Surrogates.require(text, member);
        json.writeStringField(member, text);
    }

    public void number(String member, long number) throws IOException {
        json.writeNumberField(member, number);
    }

    void flag(String member, boolean flag) throws IOException {
        json.writeBooleanField(member, flag);
    }

    void handle(PythonHandle handle) throws IOException {
        number("handle", references.numberOf(handle));
    }

    /** @param path the place of the value, for error messages */
    public void value(String member, Object value, String path) throws IOException {
        json.writeFieldName(member);
        write(value, path);
    }

    public void values(String member, Collection<?> values) throws IOException {
        value(member, values, member);
    }

    public void arguments(Object[] arguments, Map<String, ?> keywords) throws IOException {
        json.writeArrayFieldStart("args");
        for (int i = 0; i < arguments.length; i++) {
            write(arguments[i], "argument " + (i + 1));
        }
        json.writeEndArray();
        value("kwargs", keywords, "keyword arguments");
    }

    /** Names and the JSON texts of their values, one after the other. */
    public void texts(String member, Map<String, String> texts) throws IOException {
        json.writeArrayFieldStart(member);
        for (var entry : texts.entrySet()) {
            json.writeString(entry.getKey());
            json.writeRawValue(entry.getValue());
        }
        json.writeEndArray();
    }

    private void write(Object value, String path) throws IOException {
        write(value, path, json, references, inParts);
    }

    /** Writes the JSON of a value, within another or alone. */
    static void write(Object value, String path, JsonGenerator json, ObjectTable references, boolean inParts) throws IOException {
        if (inParts) {
            new PartsWriter(references).write(value, path, json);
        } else {
            new ValueWriter(json, references).write(value, path);
        }
    }
}
