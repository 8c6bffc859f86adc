package org.pythonwasm.engine.internal.packages;

import java.util.Locale;
import java.util.regex.Pattern;

/** The names of packages and extras, as PEP 503 compares them: {@code Foo.Bar_baz} is {@code foo-bar-baz}. Stateless. */
final class PackageName {
    static final String FORM = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?";
    private static final Pattern NAME = Pattern.compile(FORM);
    private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

    private PackageName() {}

    static boolean isValid(String name) {
        return NAME.matcher(name).matches();
    }

    static String normalized(String name) {
        return SEPARATORS.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}
