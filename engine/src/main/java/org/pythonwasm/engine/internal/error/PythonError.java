package org.pythonwasm.engine.internal.error;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * An exception in the form that the prelude's {@code describe_error} writes.
 *
 * @param bases names of the classes that its class derives from, without BaseException and object
 * @param unknown whether there was nothing to call
 * @param thrown number of the Java exception that it represents, or -1
 * @param raised its number in the guest if the request was nested, or -1
 */
public record PythonError(
        String type,
        List<String> bases,
        String message,
        int line,
        int column,
        List<StackTraceElement> frames,
        String traceback,
        Map<String, Object> attributes,
        List<String> notes,
        PythonError cause,
        List<PythonError> group,
        boolean unknown,
        int thrown,
        int raised) {

    @SuppressWarnings("unchecked")
    public static PythonError of(Map<String, Object> reply) {
        return new PythonError(
                (String) reply.get("type"),
                (List<String>) reply.getOrDefault("bases", List.of()),
                (String) reply.get("message"),
                (int) reply.get("line"),
                (int) reply.get("column"),
                frames((List<List<?>>) reply.get("frames")),
                (String) reply.get("traceback"),
                (Map<String, Object>) reply.get("attributes"),
                (List<String>) reply.getOrDefault("notes", List.of()),
                reply.get("cause") instanceof Map<?, ?> cause ? of((Map<String, Object>) cause) : null,
                ((List<Map<String, Object>>) reply.getOrDefault("group", List.of()))
                        .stream().map(PythonError::of).toList(),
                Boolean.TRUE.equals(reply.get("unknown")),
                (int) reply.getOrDefault("thrown", -1),
                (int) reply.getOrDefault("raised", -1));
    }

    private static List<StackTraceElement> frames(List<List<?>> reply) {
        var frames = new ArrayList<StackTraceElement>();
        for (List<?> frame : reply) {
            frames.add(new StackTraceElement(
                    "<python>", (String) frame.get(0), (String) frame.get(1), (int) frame.get(2)));
        }
        Collections.reverse(frames);
        return frames;
    }
}
