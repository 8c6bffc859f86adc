package org.pythonwasm.engine.internal.packages;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.pythonwasm.engine.PythonPackageException;

/**
 * The headers of a text such as a wheel's {@code METADATA}: lines {@code Name: value} up to the first empty one. Immutable.
 */
record Metadata(List<Header> headers) {
    private static final int MOST = 10_000;
    private static final int LONGEST = 8_192;
    /** What messages may say of the headers. */
    private static final Set<String> SHOWN =
            Set.of("wheel-version", "name", "version", "requires-python", "requires-dist");

    /** @param name in lower case */
    record Header(String name, String value) {}

    /**
     * @param file for messages
     * @throws PythonPackageException it has too many headers, or control characters, which a message would carry to a terminal
     */
    static Metadata parse(String file, byte[] text) {
        var headers = new ArrayList<Header>();
        // Python ends lines like that, too.
        for (String line : new String(text, StandardCharsets.UTF_8).split("\\r\\n|\\r|\\n")) {
            if (line.isEmpty()) {
                break;
            }
            int colon = line.indexOf(':');
            if (line.startsWith(" ") || line.startsWith("\t")) {
                extend(headers, line);
            } else if (colon > 0) {
                if (headers.size() == MOST) {
                    throw new PythonPackageException("its " + file + " has more than " + MOST + " headers");
                }
                headers.add(new Header(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip()));
            }
        }
        for (var header : headers) {
            if (SHOWN.contains(header.name) && header.value.chars().anyMatch(Metadata::isControl)) {
                throw new PythonPackageException(
                        "the header " + header.name + " of its " + file + " has control characters");
            }
        }
        return new Metadata(List.copyOf(headers));
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) && character != '\t';
    }

    private static void extend(List<Header> headers, String line) {
        int last = headers.size() - 1;
        // Only descriptions and licenses go on for long, and nobody reads them here. A requirement beyond that length
        // is refused.
        if (last >= 0 && headers.get(last).value.length() <= LONGEST) {
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
