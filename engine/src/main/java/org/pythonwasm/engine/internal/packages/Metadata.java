package org.pythonwasm.engine.internal.packages;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The headers of a text such as a wheel's {@code METADATA}: lines {@code Name: value} up to the first empty one. Immutable.
 */
record Metadata(List<Header> headers) {
    private static final int MOST = 10_000;
    private static final int LONGEST = 8_192;

    /** @param name in lower case */
    record Header(String name, String value) {}

    static Metadata parse(byte[] text) {
        var headers = new ArrayList<Header>();
        for (String line : new String(text, StandardCharsets.UTF_8).split("\\r?\\n")) {
            if (line.isEmpty() || headers.size() >= MOST) {
                break;
            }
            int colon = line.indexOf(':');
            if (line.startsWith(" ") || line.startsWith("\t")) {
                extend(headers, line);
            } else if (colon > 0) {
                headers.add(new Header(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip()));
            }
        }
        return new Metadata(List.copyOf(headers));
    }

    private static void extend(List<Header> headers, String line) {
        int last = headers.size() - 1;
        // Only descriptions and licenses go on for long, and nobody reads them here.
        if (last >= 0 && headers.get(last).value.length() < LONGEST) {
            headers.set(last, new Header(headers.get(last).name, headers.get(last).value + " " + line.strip()));
        }
    }

    List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.name.equals(name))
                .map(Header::value)
                .toList();
    }

    Optional<String> find(String name) {
        return all(name).stream().findFirst();
    }
}
