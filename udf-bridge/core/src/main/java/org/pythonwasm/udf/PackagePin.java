package org.pythonwasm.udf;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A package that a function imports: {@code WITH (packages = 'jinja2')}. CREATE adds the version and the hash of the wheel that it
 * found, so that the function runs with that one and no other. Immutable.
 *
 * @param name of the package, or of a module that only one package has
 * @param version absent: whichever there is
 * @param sha256 of the wheel, in lower-case hexadecimal digits; absent: whichever there is
 */
public record PackagePin(String name, Optional<String> version, Optional<String> sha256) {
    private static final Pattern FORM = Pattern.compile(
            "([A-Za-z0-9_](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_])?)(?:\\s*==\\s*([A-Za-z0-9.!+_-]{1,200}))?(?:\\s+sha256:([0-9a-fA-F]{64}))?");

    /** @throws IllegalArgumentException if the text is not {@code name}, {@code name==version} or either with {@code sha256:…} */
    public static PackagePin parse(String text) {
        var match = FORM.matcher(text.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException("a package is name, name==version or name==version sha256:…, got '"
                    + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'");
        }
        return new PackagePin(
                match.group(1),
                Optional.ofNullable(match.group(2)),
                Optional.ofNullable(match.group(3)).map(hash -> hash.toLowerCase(Locale.ROOT)));
    }

    /** As it is written in the statement. */
    @Override
    public String toString() {
        return name
                + version.map(number -> "==" + number).orElse("")
                + sha256.map(hash -> " sha256:" + hash).orElse("");
    }
}
