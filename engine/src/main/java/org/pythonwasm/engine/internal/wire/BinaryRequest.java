package org.pythonwasm.engine.internal.wire;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pythonwasm.engine.internal.object.ByValue;

/** Members of a request in the binary form: the number of each, then its value. */
final class BinaryRequest implements RequestWriter {
    /** By their numbers in {@code guest/shim/exchange.c}; BinaryFormTest compares the two. */
    static final List<String> MEMBERS = List.of(
            "source", "file", "script", "scope", "name", "handle", "args", "kwargs", "value", "set", "delete",
            "release");
    /** Numbered from 1, as there. */
    static final List<String> OPERATIONS = List.of(
            "eval",
            "execute",
            "call",
            "get",
            "set",
            "delete",
            "put",
            "find",
            "has",
            "names",
            "lend",
            "assign",
            "changes",
            "exec",
            "introduce");

    private static final Map<String, Integer> MEMBER_NUMBERS = numbers(MEMBERS);
    private static final Map<String, Integer> OPERATION_NUMBERS = numbers(OPERATIONS);

    private final BinaryWriter writer;
    private int members;

    private static Map<String, Integer> numbers(List<String> names) {
        return names.stream().collect(Collectors.toUnmodifiableMap(name -> name, names::indexOf));
    }

    static boolean isOperation(String operation) {
        return OPERATION_NUMBERS.containsKey(operation);
    }

    /** Begins a request. */
    BinaryRequest(BinaryWriter writer, String operation) {
        this.writer = writer;
        writer.oneByte(OPERATION_NUMBERS.get(operation) + 1);
        writer.oneByte(0);
    }

    private void begin(String member) {
        writer.oneByte(MEMBER_NUMBERS.get(member));
        writer.oneByteAt(1, ++members);
    }

    @Override
    public void text(String member, String text) {
        begin(member);
        writer.write(text, member);
    }

    @Override
    public void number(String member, long number) {
        begin(member);
        writer.write(number, member);
    }

    @Override
    public void value(String member, Object value, String path) {
        begin(member);
        writer.write(value, path);
    }

    @Override
    public void arguments(Object[] arguments, Map<String, ?> keywords) {
        begin("args");
        writer.arguments(arguments);
        if (!keywords.isEmpty()) {
            value("kwargs", new ByValue(keywords), "keyword arguments");
        }
    }

    @Override
    public void forms(String member, Map<String, Form> forms) {
        begin(member);
        writer.forms(forms);
    }
}
