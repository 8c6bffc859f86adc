package org.pythonwasm.engine;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A set of Python globals that is kept in step with a Java map. Made by {@link PythonInterpreter#newScope()}; belongs to
 * that interpreter, same thread rule, gone with its reset.
 *
 * <p>Only what changed travels: the JSON text of each value as it last crossed the border is remembered, so an untouched
 * list stays the same Python object from script to script, and one that either side changed in place is noticed.
 */
public final class PythonScope {
    private final PythonInterpreter interpreter;
    private final int number;
    private final Map<String, String> known = new HashMap<>();

    PythonScope(PythonInterpreter interpreter, int number) {
        this.interpreter = interpreter;
        this.number = number;
    }

    /**
     * Runs a script with the map's entries as globals; what the script assigned, changed or deleted (modules and names that
     * begin with two underscores apart) is in the map afterwards, also when it raised.
     *
     * @return the value of the last statement when that is an expression, else null
     * @throws IllegalArgumentException a value has no Python counterpart; nothing was run
     */
    @SuppressWarnings("unchecked")
    public Object eval(String source, String fileName, Map<String, Object> bindings) {
        Map<String, String> texts = texts(bindings);
        Map<String, Object> reply = (Map<String, Object>) interpreter.request("run", (json, values) -> {
            json.writeNumberField("scope", number);
            json.writeStringField("source", source);
            json.writeStringField("file", fileName);
            writeChanges(json, texts);
        }).get("value");
        known.putAll(texts);
        takeOver((Map<String, Object>) reply.get("changed"), (List<String>) reply.get("deleted"), bindings);
        if (reply.get("raised") instanceof Map<?, ?> error) {
            throw new PythonException(PythonError.of((Map<String, Object>) error), -1);
        }
        return reply.get("value");
    }

    private static Map<String, String> texts(Map<String, Object> bindings) {
        var texts = new HashMap<String, String>();
        bindings.forEach((name, value) -> texts.put(name, Channel.text(value, name)));
        return texts;
    }

    private void writeChanges(JsonGenerator json, Map<String, String> texts) throws IOException {
        json.writeArrayFieldStart("delete");
        for (String name : new ArrayList<>(known.keySet())) {
            if (!texts.containsKey(name)) {
                json.writeString(name);
                known.remove(name);
            }
        }
        json.writeEndArray();
        json.writeObjectFieldStart("set");
        for (var entry : texts.entrySet()) {
            if (!entry.getValue().equals(known.get(entry.getKey()))) {
                json.writeFieldName(entry.getKey());
                json.writeRawValue(entry.getValue());
            }
        }
        json.writeEndObject();
    }

    private void takeOver(Map<String, Object> changed, List<String> deleted, Map<String, Object> bindings) {
        changed.forEach((name, value) -> {
            String text = Channel.text(value, name);
            if (!text.equals(known.put(name, text))) {
                bindings.put(name, value);
            }
        });
        for (String name : deleted) {
            known.remove(name);
            bindings.remove(name);
        }
    }
}
