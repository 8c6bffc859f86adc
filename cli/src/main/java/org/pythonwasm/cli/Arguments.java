package org.pythonwasm.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Separates arguments as {@code python} does: everything after the program of -c or -m belongs to the program, whatever
 * it looks like.
 */
final class Arguments {
    private static final Set<String> WITH_VALUE = Set.of(
            "--module",
            "--library",
            "--home",
            "--path",
            "--packages",
            "--dir",
            "--scratch",
            "--env",
            "--cwd",
            "--options",
            "--timeout",
            "--memory",
            "--cache");

    private Arguments() {}

    static String[] separated(String... arguments) {
        List<String> separated = new ArrayList<>(List.of(arguments));
        for (int i = 0; i < arguments.length && arguments[i].startsWith("-"); i++) {
            if (arguments[i].equals("-c") || arguments[i].equals("-m")) {
                if (i + 2 < arguments.length) {
                    separated.add(i + 2, "--");
                }
                break;
            }
            if (WITH_VALUE.contains(arguments[i])) {
                i++;
            }
        }
        return separated.toArray(String[]::new);
    }
}
