package org.pythonwasm.engine.internal.packages;

import java.util.Set;
import java.util.regex.Pattern;

/** The names that {@code import} takes, as far as they are of ASCII letters. Stateless. */
public final class ModuleName {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** {@code keyword.kwlist} of Python 3.13. */
    private static final Set<String> KEYWORDS = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield");

    private ModuleName() {}

    public static boolean isValid(String name) {
        return IDENTIFIER.matcher(name).matches() && !KEYWORDS.contains(name);
    }
}
