package org.pythonwasm.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An error reply of the guest, as the prelude's {@code describe_error} writes it. */
record PythonError(String type, String message, int line, int column, List<StackTraceElement> frames, String traceback,
        Map<String, Object> attributes) {

    @SuppressWarnings("unchecked")
    static PythonError of(Map<String, Object> reply) {
        var frames = new ArrayList<StackTraceElement>();
        for (Object frame : (List<?>) reply.get("frames")) {
            var parts = (List<?>) frame;
            frames.add(new StackTraceElement("<python>", (String) parts.get(0), (String) parts.get(1), (int) parts.get(2)));
        }
        Collections.reverse(frames);
        return new PythonError((String) reply.get("type"), (String) reply.get("message"), (int) reply.get("line"),
                (int) reply.get("column"), frames, (String) reply.get("traceback"),
                (Map<String, Object>) reply.get("attributes"));
    }
}
