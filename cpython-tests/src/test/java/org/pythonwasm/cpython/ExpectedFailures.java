package org.pythonwasm.cpython;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Cases that are known not to pass in the sandbox, and why. The table has {@code [reason]} lines, each followed by names
 * of cases; {@code *} in a name stands for any text. Safe for use by many threads.
 */
final class ExpectedFailures {
    private record Entry(String text, Pattern pattern, String reason) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Set<Entry> used = new HashSet<>();

    ExpectedFailures(Stream<String> lines) {
        var reason = new String[1];
        lines.forEachOrdered(line -> {
            if (line.startsWith("[")) {
                reason[0] = line.substring(1, line.lastIndexOf(']'));
            } else {
                entries.add(new Entry(line, glob(line), reason[0]));
            }
        });
    }

    private static Pattern glob(String line) {
        return Pattern.compile(Pattern.quote(line).replace("*", "\\E.*\\Q"));
    }

    synchronized Optional<String> reason(String name) {
        var match = entries.stream()
                .filter(entry -> entry.pattern().matcher(name).matches())
                .findFirst();
        match.ifPresent(used::add);
        return match.map(Entry::reason);
    }

    /** Lines that no case has asked for: their tests are gone, or run under another name. */
    synchronized List<String> unused() {
        return entries.stream()
                .filter(entry -> !used.contains(entry))
                .map(Entry::text)
                .toList();
    }
}
