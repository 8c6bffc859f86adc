package org.pythonwasm.machine.wasi;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The arguments and the environment of a guest that begins as a program. Immutable.
 *
 * @param arguments of its command line, the first is its name
 * @param environment its variables
 */
public record Program(List<String> arguments, Map<String, String> environment) {
    /** Of a guest that does not begin as one. */
    static final Program NONE = new Program(List.of(), Map.of());

    public Program {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** As C has them: each with a NUL behind it. */
    List<byte[]> argumentTexts() {
        return arguments.stream().map(Program::text).toList();
    }

    List<byte[]> variableTexts() {
        return new TreeMap<>(environment)
                .entrySet().stream()
                        .map(variable -> text(variable.getKey() + "=" + variable.getValue()))
                        .toList();
    }

    private static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }
}
