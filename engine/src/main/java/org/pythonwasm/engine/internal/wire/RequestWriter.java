package org.pythonwasm.engine.internal.wire;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.pythonwasm.engine.internal.object.ByValue;

/** Takes the members of a request, see docs/protocol.md. */
public interface RequestWriter {
    /** Writes one request's members. */
    @FunctionalInterface
    interface Body {
        void write(RequestWriter message) throws IOException;
    }

    void text(String member, String text) throws IOException;

    void number(String member, long number) throws IOException;

    /** @param path of the value, for error messages */
    void value(String member, Object value, String path) throws IOException;

    default void values(String member, Collection<?> values) throws IOException {
        value(member, new ByValue(values), member);
    }

    void arguments(Object[] arguments, Map<String, ?> keywords) throws IOException;

    /** Names and the forms of their values, one after the other; see {@link Form}. */
    void forms(String member, Map<String, Form> forms) throws IOException;
}
