package org.pythonwasm.engine.internal.packages;

import java.util.regex.Pattern;
import org.pythonwasm.engine.internal.text.Keywords;

/** The names that {@code import} takes, as far as they are of ASCII letters. Stateless. */
public final class ModuleName {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ModuleName() {}

    public static boolean isValid(String name) {
        return IDENTIFIER.matcher(name).matches() && !Keywords.contains(name);
    }
}
