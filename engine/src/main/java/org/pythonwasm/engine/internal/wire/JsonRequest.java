package org.pythonwasm.engine.internal.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.pythonwasm.engine.internal.object.ByValue;

/** Writes the members of a request or a reply as JSON. */
final class JsonRequest implements RequestWriter {
    private final JsonGenerator json;
    private final ObjectTable references;
    private final boolean inParts;

    /** @param inParts whether a value of the message is nested too deeply for a single one */
    JsonRequest(JsonGenerator json, ObjectTable references, boolean inParts) {
        this.json = json;
        this.references = references;
        this.inParts = inParts;
    }

    @Override
    public void text(String member, String text) throws IOException {
        Surrogates.require(text, member);
        json.writeStringField(member, text);
    }

    @Override
    public void number(String member, long number) throws IOException {
        json.writeNumberField(member, number);
    }

    void flag(String member, boolean flag) throws IOException {
        json.writeBooleanField(member, flag);
    }

    @Override
    public void value(String member, Object value, String path) throws IOException {
        json.writeFieldName(member);
        write(value, path);
    }

    @Override
    public void arguments(Object[] arguments, Map<String, ?> keywords) throws IOException {
        json.writeArrayFieldStart("args");
        for (int i = 0; i < arguments.length; i++) {
            write(arguments[i], "argument " + (i + 1));
        }
        json.writeEndArray();
        value("kwargs", new ByValue(keywords), "keyword arguments");
    }

    @Override
    public void forms(String member, Map<String, Form> forms) throws IOException {
        json.writeArrayFieldStart(member);
        for (var entry : forms.entrySet()) {
            json.writeString(entry.getKey());
            json.writeRawValue(((Form.Text) entry.getValue()).json());
        }
        json.writeEndArray();
    }

    private void write(Object value, String path) throws IOException {
        write(value, path, json, references, inParts);
    }

    /** The JSON of a value, within another or alone. */
    static void write(Object value, String path, JsonGenerator json, ObjectTable references, boolean inParts)
            throws IOException {
        if (inParts) {
            new PartsWriter(references).write(value, path, json);
        } else {
            new ValueWriter(json, references).write(value, path);
        }
    }
}
