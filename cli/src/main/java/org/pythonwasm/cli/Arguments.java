package org.pythonwasm.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Separates arguments as {@code python} does: everything after the program of -c or -m belongs to the program, whatever
 * it looks like.
 */
final class Arguments {
    private final CommandSpec spec;

    Arguments(CommandSpec spec) {
        this.spec = spec;
    }

    String[] separated(String... arguments) {
        List<String> separated = new ArrayList<>(List.of(arguments));
        for (int i = 0; i < arguments.length && arguments[i].startsWith("-"); i++) {
            if (arguments[i].equals("-c") || arguments[i].equals("-m")) {
                if (i + 2 < arguments.length) {
                    separated.add(i + 2, "--");
                }
                break;
            }
            if (hasValue(arguments[i])) {
                i++;
            }
        }
        return separated.toArray(String[]::new);
    }

    private boolean hasValue(String option) {
        var found = spec.findOption(option);
        return found != null
                && option.equals(found.longestName())
                && found.arity().min() > 0;
    }
}
