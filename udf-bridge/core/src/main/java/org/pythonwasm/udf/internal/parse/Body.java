package org.pythonwasm.udf.internal.parse;

import java.util.stream.Collectors;

/** The Python source inside a statement's quotes. */
final class Body {
    private Body() {}

    /**
     * Returns the source without the rest of the line on which the quote opens, if that is blank, and without the
     * indentation that all lines share. So line 1 is the line that a reader would call the first.
     */
    static String of(String quoted) {
        int firstEnd = quoted.indexOf('\n');
        boolean opensBlank = firstEnd >= 0 && quoted.substring(0, firstEnd).isBlank();
        String source = opensBlank ? quoted.substring(firstEnd + 1) : quoted;
        String margin = source.lines()
                .filter(line -> !line.isBlank())
                .map(Body::indentation)
                .reduce(Body::commonStart)
                .orElse("");
        String body = source.lines()
                .map(line -> line.startsWith(margin) ? line.substring(margin.length()) : line.strip())
                .collect(Collectors.joining("\n"));
        return source.endsWith("\n") ? body + "\n" : body;
    }

    private static String indentation(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }

    private static String commonStart(String a, String b) {
        int length = 0;
        while (length < a.length() && length < b.length() && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return a.substring(0, length);
    }
}
