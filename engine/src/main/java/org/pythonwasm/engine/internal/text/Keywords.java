package org.pythonwasm.engine.internal.text;

import java.util.Set;

/** The keywords of Python 3.13, {@code keyword.kwlist}: no name in a script is one of them. Stateless. */
public final class Keywords {
    private static final Set<String> ALL = Set.of(
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

    private Keywords() {}

    public static boolean contains(String name) {
        return ALL.contains(name);
    }
}
